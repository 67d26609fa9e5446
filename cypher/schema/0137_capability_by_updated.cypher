// Capability nodes in the order of their last change.
CREATE INDEX capability_by_updated IF NOT EXISTS
FOR (n:Capability) ON (n.by_updated);
