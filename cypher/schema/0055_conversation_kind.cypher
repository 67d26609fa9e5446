// Conversation nodes by kind.
CREATE INDEX conversation_kind IF NOT EXISTS
FOR (n:Conversation) ON (n.kind);
