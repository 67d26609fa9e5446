// Conversation nodes by visibility.
CREATE INDEX conversation_visibility IF NOT EXISTS
FOR (n:Conversation) ON (n.visibility);
