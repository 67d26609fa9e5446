// These check-ins as their rows say them, with goal and author. One row each.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (c:CheckIn)
WHERE c.id IN $ids
RETURN
  c.id AS id,
  head([(c)-[:OF]->(g:Goal) | g.id]) AS goal,
  c.at AS at,
  c.at_precision AS at_precision,
  c.progress AS progress,
  c.value AS value,
  c.status AS status,
  c.note AS note,
  head([(c)<-[r:CHECKED_IN]-(q:Person) | coalesce(r.account, q.id)]) AS by
ORDER BY id;
