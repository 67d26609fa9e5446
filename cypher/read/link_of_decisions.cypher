// The link that it decided. Many decisions at once.
:param ids => ['acme/decision-1']
MATCH (p:Decision)-[:ON]->(n:Link)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns links_by_id
ORDER BY p.id, n.id;
