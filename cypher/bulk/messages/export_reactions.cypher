// The reactions that a source states, in the order of their keys.
:param source => 'acme'
MATCH (q:Person)-[r:REACTED_TO]->(m:Message)
WHERE r.key > '' AND r.source = $source
RETURN
  m.id AS message,
  coalesce(r.account, q.id) AS person,
  r.kind AS kind,
  r.at AS at,
  r.at_precision AS at_precision
ORDER BY r.key;
