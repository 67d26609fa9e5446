// Link nodes in the order of their last change.
CREATE INDEX link_by_updated IF NOT EXISTS
FOR (n:Link) ON (n.by_updated);
