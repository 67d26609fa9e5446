// Need nodes by matched_at.
CREATE INDEX need_matched_at IF NOT EXISTS
FOR (n:Need) ON (n.matched_at);
