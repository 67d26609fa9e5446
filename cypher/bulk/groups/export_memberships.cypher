// The memberships that a source states, in the order of their keys.
:param source => 'acme'
MATCH (q:Person)-[r:MEMBER_OF]->(g:Group)
WHERE r.key > '' AND r.source = $source
RETURN
  coalesce(r.account, q.id) AS person,
  g.id AS group,
  r.role AS role,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision
ORDER BY r.key;
