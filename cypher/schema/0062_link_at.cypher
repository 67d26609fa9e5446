// Link nodes by at.
CREATE INDEX link_at IF NOT EXISTS
FOR (n:Link) ON (n.at);
