// The message that was accepted as the answer. Many conversations at once.
:param ids => ['acme/conversation-1']
MATCH (p:Conversation)-[:ACCEPTED]->(n:Message)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns messages_by_id
ORDER BY p.id, n.id;
