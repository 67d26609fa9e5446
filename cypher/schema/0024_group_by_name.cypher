// Group nodes in the order of name.
CREATE INDEX group_by_name IF NOT EXISTS
FOR (n:Group) ON (n.by_name);
