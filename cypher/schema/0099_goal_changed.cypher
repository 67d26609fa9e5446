// Goal nodes by changed, so that those whose progress changed since a moment are found.
CREATE INDEX goal_changed IF NOT EXISTS
FOR (n:Goal) ON (n.changed);
