// Analysis nodes by state.
CREATE INDEX analysis_state IF NOT EXISTS
FOR (n:Analysis) ON (n.state);
