// The check-ins that a source states, in the order of their ids.
:param source => 'acme'
MATCH (c:CheckIn)
WHERE c.id > '' AND c.source = $source
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
