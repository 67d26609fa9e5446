// Outcome nodes in the order of their last change.
CREATE INDEX outcome_by_updated IF NOT EXISTS
FOR (n:Outcome) ON (n.by_updated);
