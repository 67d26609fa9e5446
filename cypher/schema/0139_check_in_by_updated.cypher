// CheckIn nodes in the order of their last change.
CREATE INDEX check_in_by_updated IF NOT EXISTS
FOR (n:CheckIn) ON (n.by_updated);
