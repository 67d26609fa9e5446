// Outcome nodes by kind.
CREATE INDEX outcome_kind IF NOT EXISTS
FOR (n:Outcome) ON (n.kind);
