// Experiment nodes by state.
CREATE INDEX experiment_state IF NOT EXISTS
FOR (n:Experiment) ON (n.state);
