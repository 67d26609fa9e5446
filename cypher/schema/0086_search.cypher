// Goals, conversations, people and groups by the words of their titles, names and descriptions.
CREATE FULLTEXT INDEX search IF NOT EXISTS
FOR (n:Goal|Conversation|Person|Group) ON EACH [n.title, n.name, n.description];
