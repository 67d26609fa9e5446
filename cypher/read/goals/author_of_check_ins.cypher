// Who said it. Many check ins at once.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (p:CheckIn)<-[:CHECKED_IN]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
