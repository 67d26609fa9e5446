// The message in which it is said. Many outcomes at once.
:param ids => ['acme/outcome-1']
MATCH (p:Outcome)-[:CITES]->(n:Message)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns messages_by_id
ORDER BY p.id, n.id;
