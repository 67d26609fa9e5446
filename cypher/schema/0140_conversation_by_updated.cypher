// Conversation nodes in the order of their last change.
CREATE INDEX conversation_by_updated IF NOT EXISTS
FOR (n:Conversation) ON (n.by_updated);
