// Outcome nodes by what their what holds.
CREATE TEXT INDEX outcome_what_key IF NOT EXISTS
FOR (n:Outcome) ON (n.what_key);
