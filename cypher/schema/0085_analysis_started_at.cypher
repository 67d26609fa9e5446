// Analysis nodes by started_at.
CREATE INDEX analysis_started_at IF NOT EXISTS
FOR (n:Analysis) ON (n.started_at);
