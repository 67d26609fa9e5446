// Goals, conversations, people and groups by the words of their titles and names, folded.
CREATE FULLTEXT INDEX search_titles IF NOT EXISTS
FOR (n:Goal|Conversation|Person|Group) ON EACH [n.title_key, n.name_key];
