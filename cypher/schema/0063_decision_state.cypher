// Decision nodes by state.
CREATE INDEX decision_state IF NOT EXISTS
FOR (n:Decision) ON (n.state);
