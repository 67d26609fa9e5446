// API keys by the account whose person they stand for.
CREATE INDEX api_key_account IF NOT EXISTS
FOR (n:ApiKey) ON (n.account);
