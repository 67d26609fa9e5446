// Message nodes in the order of their last change.
CREATE INDEX message_by_updated IF NOT EXISTS
FOR (n:Message) ON (n.by_updated);
