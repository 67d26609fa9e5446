// Goal nodes by due_on.
CREATE INDEX goal_due_on IF NOT EXISTS
FOR (n:Goal) ON (n.due_on);
