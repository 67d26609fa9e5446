// CheckInVersion nodes in the order of correction.
CREATE INDEX check_in_version_by_version IF NOT EXISTS
FOR (n:CheckInVersion) ON (n.by_version);
