// Goal nodes in the order of last day.
CREATE INDEX goal_by_due IF NOT EXISTS
FOR (n:Goal) ON (n.by_due);
