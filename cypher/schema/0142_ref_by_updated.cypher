// Ref nodes in the order of their last change.
CREATE INDEX ref_by_updated IF NOT EXISTS
FOR (n:Ref) ON (n.by_updated);
