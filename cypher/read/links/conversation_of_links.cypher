// The conversation that claims it. Many links at once.
:param ids => ['acme/conversation-1>acme/goal-1']
MATCH (p:Link)-[:OF]->(n:Conversation)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
