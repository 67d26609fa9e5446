// The goal of an earlier period that this one carries on. Many goals at once.
:param ids => ['acme/goal-2']
MATCH (p:Goal)-[:SUCCEEDS]->(n:Goal)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns goals_by_id
ORDER BY p.id, n.id;
