// Goal nodes by starts_on.
CREATE INDEX goal_starts_on IF NOT EXISTS
FOR (n:Goal) ON (n.starts_on);
