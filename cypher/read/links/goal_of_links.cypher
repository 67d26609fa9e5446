// The goal that the conversation claims to advance. Many links at once.
:param ids => ['acme/conversation-1>acme/goal-1']
MATCH (p:Link)-[:TO]->(n:Goal)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns goals_by_id
ORDER BY p.id, n.id;
