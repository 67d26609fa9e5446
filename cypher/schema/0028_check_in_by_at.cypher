// CheckIn nodes in the order of time.
CREATE INDEX check_in_by_at IF NOT EXISTS
FOR (n:CheckIn) ON (n.by_at);
