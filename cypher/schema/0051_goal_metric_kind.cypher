// Goal nodes by metric_kind.
CREATE INDEX goal_metric_kind IF NOT EXISTS
FOR (n:Goal) ON (n.metric_kind);
