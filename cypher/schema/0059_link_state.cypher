// Link nodes by state.
CREATE INDEX link_state IF NOT EXISTS
FOR (n:Link) ON (n.state);
