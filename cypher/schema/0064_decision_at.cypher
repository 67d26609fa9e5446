// Decision nodes by at.
CREATE INDEX decision_at IF NOT EXISTS
FOR (n:Decision) ON (n.at);
