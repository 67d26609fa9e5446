// Outcome nodes by at.
CREATE INDEX outcome_at IF NOT EXISTS
FOR (n:Outcome) ON (n.at);
