// Whom the person reports to now, over no dotted line; nobody where one of the two has left, or has not joined. Many people at once.
:param ids => ['acme/person-1']
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
MATCH (p:Person)-[r:REPORTS_TO]->(n:Person)
WHERE p.id IN $ids
  AND coalesce(r.kind, 'line') = 'line'
  AND coalesce(r.since < end, true) AND coalesce(r.until >= end, true)
  AND coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
  AND coalesce(n.joined_at < end, true) AND coalesce(n.left_at >= end, true)
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
