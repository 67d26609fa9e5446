// Shares of a profile by the account whose person shares it.
CREATE INDEX profile_share_account IF NOT EXISTS
FOR (n:ProfileShare) ON (n.account);
