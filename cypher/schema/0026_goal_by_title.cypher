// Goal nodes in the order of title.
CREATE INDEX goal_by_title IF NOT EXISTS
FOR (n:Goal) ON (n.by_title);
