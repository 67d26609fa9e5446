// What these messages of the store point up to by REPLIES_TO.
:param ids => ['acme/message-1']
MATCH (n:Message)-[:REPLIES_TO]->(up:Message)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  up.id AS up;
