// Group nodes in the order of their last change.
CREATE INDEX group_by_updated IF NOT EXISTS
FOR (n:Group) ON (n.by_updated);
