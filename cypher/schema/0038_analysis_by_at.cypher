// Analysis nodes in the order of time of starting.
CREATE INDEX analysis_by_at IF NOT EXISTS
FOR (n:Analysis) ON (n.by_at);
