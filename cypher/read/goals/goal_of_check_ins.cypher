// The goal that it speaks of. Many check ins at once.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (p:CheckIn)-[:OF]->(n:Goal)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns goals_by_id
ORDER BY p.id, n.id;
