// Decision nodes in the order of time.
CREATE INDEX decision_by_at IF NOT EXISTS
FOR (n:Decision) ON (n.by_at);
