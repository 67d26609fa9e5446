// Link nodes by method.
CREATE INDEX link_method IF NOT EXISTS
FOR (n:Link) ON (n.method);
