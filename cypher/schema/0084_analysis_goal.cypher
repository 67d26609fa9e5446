// Analysis nodes by goal.
CREATE INDEX analysis_goal IF NOT EXISTS
FOR (n:Analysis) ON (n.goal);
