// Analysis nodes by engine.
CREATE INDEX analysis_engine IF NOT EXISTS
FOR (n:Analysis) ON (n.engine);
