// Goal nodes in the order of their last change.
CREATE INDEX goal_by_updated IF NOT EXISTS
FOR (n:Goal) ON (n.by_updated);
