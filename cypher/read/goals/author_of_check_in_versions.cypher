// Who said it before it was corrected. Many versions at once.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z#1']
MATCH (p:CheckInVersion)
WHERE p.id IN $ids
MATCH (:Account {id: p.account})-[:OF]->(n:Person)
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
