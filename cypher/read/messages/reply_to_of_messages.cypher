// The message that this one answers. Many messages at once.
:param ids => ['acme/message-1']
MATCH (p:Message)-[:REPLIES_TO]->(n:Message)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns messages_by_id
ORDER BY p.id, n.id;
