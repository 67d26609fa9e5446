// Hooks by the API key that they read with.
CREATE INDEX hook_key IF NOT EXISTS
FOR (n:Hook) ON (n.key);
