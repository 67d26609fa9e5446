// Goal nodes by archived.
CREATE INDEX goal_archived IF NOT EXISTS
FOR (n:Goal) ON (n.archived);
