// Experiment nodes by started_at.
CREATE INDEX experiment_started_at IF NOT EXISTS
FOR (n:Experiment) ON (n.started_at);
