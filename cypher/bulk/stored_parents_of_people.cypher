// What these people of the store point up to by REPORTS_TO, dotted lines left out.
:param ids => ['acme/person-1']
MATCH (n:Person)-[r:REPORTS_TO]->(up:Person)
WHERE n.id IN $ids
  AND r.until IS NULL
  AND coalesce(r.kind, 'line') = 'line'
RETURN
  n.id AS id,
  up.id AS up;
