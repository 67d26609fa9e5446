// Link nodes by score.
CREATE INDEX link_score IF NOT EXISTS
FOR (n:Link) ON (n.score);
