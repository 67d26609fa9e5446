// The unit that is the person's home in the formal tree now; of somebody who has left, or has not joined, none. Many people at once.
:param ids => ['acme/person-1']
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
MATCH (p:Person)-[r:HOME_IN]->(n:Group)
WHERE p.id IN $ids
  AND coalesce(r.since < end, true) AND coalesce(r.until >= end, true)
  AND coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
RETURN
  p.id AS parent,
  n.id AS id // +columns groups_by_id
ORDER BY p.id, n.id;
