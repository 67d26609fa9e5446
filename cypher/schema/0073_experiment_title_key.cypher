// Experiment nodes by what their title holds.
CREATE TEXT INDEX experiment_title_key IF NOT EXISTS
FOR (n:Experiment) ON (n.title_key);
