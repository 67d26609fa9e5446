// Need nodes by state.
CREATE INDEX need_state IF NOT EXISTS
FOR (n:Need) ON (n.state);
