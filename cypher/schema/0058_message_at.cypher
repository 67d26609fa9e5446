// Message nodes by at.
CREATE INDEX message_at IF NOT EXISTS
FOR (n:Message) ON (n.at);
