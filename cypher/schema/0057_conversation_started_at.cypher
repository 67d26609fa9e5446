// Conversation nodes by started_at.
CREATE INDEX conversation_started_at IF NOT EXISTS
FOR (n:Conversation) ON (n.started_at);
