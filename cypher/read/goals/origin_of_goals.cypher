// The conversation that the goal grew from. Many goals at once.
:param ids => ['acme/goal-1']
MATCH (p:Goal)<-[:TO]-(l:Link)
WHERE p.id IN $ids AND l.origin // +policy l:Link
WITH p, min(l.id) AS first
MATCH (:Link {id: first})-[:OF]->(n:Conversation)
WHERE true // +policy n:Conversation
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
