// Experiment nodes by proposed_at.
CREATE INDEX experiment_proposed_at IF NOT EXISTS
FOR (n:Experiment) ON (n.proposed_at);
