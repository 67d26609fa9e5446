// Conversation nodes by stale.
CREATE INDEX conversation_stale IF NOT EXISTS
FOR (n:Conversation) ON (n.stale);
