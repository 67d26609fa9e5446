// CheckInVersion nodes by the account of who said it, so that those of people who are erased are found.
CREATE INDEX check_in_version_account IF NOT EXISTS
FOR (n:CheckInVersion) ON (n.account);
