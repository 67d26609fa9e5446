// What these messages, and all messages above them, answer.
:param ids => ['acme/message-1']
MATCH (n:Message)
WHERE n.id IN $ids
MATCH (n)-[:REPLIES_TO]->*(low:Message)-[:REPLIES_TO]->(high:Message)
RETURN DISTINCT
  low.id AS low,
  high.id AS high;
