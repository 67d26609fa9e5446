// Goal nodes by status.
CREATE INDEX goal_status IF NOT EXISTS
FOR (n:Goal) ON (n.status);
