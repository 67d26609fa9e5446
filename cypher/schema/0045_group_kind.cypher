// Group nodes by kind.
CREATE INDEX group_kind IF NOT EXISTS
FOR (n:Group) ON (n.kind);
