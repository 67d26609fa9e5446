// Shares of a profile by the account with whose person it is shared.
CREATE INDEX profile_share_with IF NOT EXISTS
FOR (n:ProfileShare) ON (n.with);
