// Message nodes in the order of time.
CREATE INDEX message_by_time IF NOT EXISTS
FOR (n:Message) ON (n.by_time);
