// Goal nodes by kind.
CREATE INDEX goal_kind IF NOT EXISTS
FOR (n:Goal) ON (n.kind);
