// Goals by the goal that they carry on, so that it finds them when it comes later.
CREATE INDEX goal_predecessor IF NOT EXISTS
FOR (n:Goal) ON (n.predecessor);
