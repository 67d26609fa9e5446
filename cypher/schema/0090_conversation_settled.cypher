// Conversation nodes by settled, so that those settled since a moment are found.
CREATE INDEX conversation_settled IF NOT EXISTS
FOR (n:Conversation) ON (n.settled);
