// Conversation nodes in the order of title.
CREATE INDEX conversation_by_title IF NOT EXISTS
FOR (n:Conversation) ON (n.by_title);
