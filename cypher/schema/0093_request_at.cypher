// Finds the requests that are too old to be repeated.
CREATE INDEX request_at IF NOT EXISTS
FOR (n:Request) ON (n.at);
