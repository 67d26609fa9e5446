// Link nodes by origin.
CREATE INDEX link_origin IF NOT EXISTS
FOR (n:Link) ON (n.origin);
