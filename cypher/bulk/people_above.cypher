// Whom these people, and all above them, report to now, dotted lines left out.
:param ids => ['acme/person-1']
MATCH (n:Person)
WHERE n.id IN $ids
MATCH (n) (()-[r:REPORTS_TO WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line']->())* (low:Person)-[up:REPORTS_TO]->(high:Person)
WHERE up.until IS NULL
  AND coalesce(up.kind, 'line') = 'line'
RETURN DISTINCT
  low.id AS low,
  high.id AS high;
