// Experiment nodes by ended_at.
CREATE INDEX experiment_ended_at IF NOT EXISTS
FOR (n:Experiment) ON (n.ended_at);
