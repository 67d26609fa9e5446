// Analysis nodes in the order of their last change.
CREATE INDEX analysis_by_updated IF NOT EXISTS
FOR (n:Analysis) ON (n.by_updated);
