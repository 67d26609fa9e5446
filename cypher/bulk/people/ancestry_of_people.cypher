// Whom these accounts, and all above them, report to now, dotted lines left out: every account of each with every account of the one above.
:param ids => ['acme/person-1']
MATCH (x:Account)-[:OF]->(n:Person)
WHERE x.id IN $ids
MATCH (n) (()-[r:REPORTS_TO WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line']->())* (low:Person)-[up:REPORTS_TO]->(high:Person)
WHERE up.until IS NULL
  AND coalesce(up.kind, 'line') = 'line'
WITH DISTINCT low, high
MATCH (a:Account)-[:OF]->(low)
MATCH (b:Account)-[:OF]->(high)
RETURN
  a.id AS low,
  b.id AS high
ORDER BY low, high;
