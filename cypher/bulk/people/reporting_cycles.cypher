// Those of these people who would by now report to themselves, directly or over others, dotted lines left out.
:param ids => ['acme/person-1']
MATCH (p:Person)
WHERE p.id IN $ids
  AND EXISTS { (p) (()-[r:REPORTS_TO WHERE r.until IS NULL AND coalesce(r.kind, 'line') = 'line']->(:Person))+ (p) }
RETURN p.id AS id
ORDER BY id;
