// Message nodes in the order of conversation, then time.
CREATE INDEX message_by_at IF NOT EXISTS
FOR (n:Message) ON (n.by_at);
