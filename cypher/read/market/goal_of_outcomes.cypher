// The goal that it led to. Many outcomes at once.
:param ids => ['acme/outcome-1']
MATCH (p:Outcome)-[:LED_TO]->(n:Goal)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns goals_by_id
ORDER BY p.id, n.id;
