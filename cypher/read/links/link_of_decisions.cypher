// The link that it decided. Many decisions at once.
:param ids => ['acme/conversation-1>acme/goal-1#1']
MATCH (p:Decision)-[:ON]->(n:Link)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns links_by_id
ORDER BY p.id, n.id;
