// Group nodes by what their name holds.
CREATE TEXT INDEX group_name_key IF NOT EXISTS
FOR (n:Group) ON (n.name_key);
