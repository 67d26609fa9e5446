// Whom the person reports to now. Many people at once.
:param ids => ['acme/person-1']
MATCH (p:Person)-[r:REPORTS_TO]->(n:Person)
WHERE p.id IN $ids
  AND r.until IS NULL
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
