// Experiment nodes in the order of time of proposing.
CREATE INDEX experiment_by_at IF NOT EXISTS
FOR (n:Experiment) ON (n.by_at);
