// CheckIn nodes by at.
CREATE INDEX check_in_at IF NOT EXISTS
FOR (n:CheckIn) ON (n.at);
