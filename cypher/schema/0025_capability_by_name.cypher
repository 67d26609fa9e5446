// Capability nodes in the order of name.
CREATE INDEX capability_by_name IF NOT EXISTS
FOR (n:Capability) ON (n.by_name);
