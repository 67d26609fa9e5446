// All spans in which people belong or belonged to groups, a page in the order of their keys.
:param limit => 25
MATCH (n:Person)-[r:MEMBER_OF]->(g:Group)
WHERE r.key > '' // +where
WITH n, r, g, r.key AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  r.role AS role,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision,
  g.id AS group,
  n.id AS id // +columns people_by_id
ORDER BY cursor;
