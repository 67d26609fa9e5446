// CheckIn nodes by status.
CREATE INDEX check_in_status IF NOT EXISTS
FOR (n:CheckIn) ON (n.status);
