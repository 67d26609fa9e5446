// Need nodes in the order of their last change.
CREATE INDEX need_by_updated IF NOT EXISTS
FOR (n:Need) ON (n.by_updated);
