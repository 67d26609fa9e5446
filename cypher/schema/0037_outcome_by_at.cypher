// Outcome nodes in the order of time.
CREATE INDEX outcome_by_at IF NOT EXISTS
FOR (n:Outcome) ON (n.by_at);
