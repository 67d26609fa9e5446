// Changes of links by their conversation.
CREATE INDEX change_talk IF NOT EXISTS
FOR (n:Change) ON (n.talk);
