// Experiment nodes in the order of their last change.
CREATE INDEX experiment_by_updated IF NOT EXISTS
FOR (n:Experiment) ON (n.by_updated);
