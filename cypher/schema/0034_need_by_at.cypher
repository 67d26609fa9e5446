// Need nodes in the order of time of asking.
CREATE INDEX need_by_at IF NOT EXISTS
FOR (n:Need) ON (n.by_at);
