// Conversation nodes in the order of start.
CREATE INDEX conversation_by_start IF NOT EXISTS
FOR (n:Conversation) ON (n.by_start);
