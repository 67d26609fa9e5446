// The conversation that it came from. Many outcomes at once.
:param ids => ['acme/outcome-1']
MATCH (p:Outcome)-[:CAME_FROM]->(n:Conversation)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
