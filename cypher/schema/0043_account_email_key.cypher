// Account nodes by email.
CREATE INDEX account_email_key IF NOT EXISTS
FOR (n:Account) ON (n.email_key);
