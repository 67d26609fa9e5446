// These memberships as their rows say them. One row each.
:param ids => ['acme/key-1']
UNWIND $ids AS key
MATCH (q:Person)-[r:MEMBER_OF {key: key}]->(g:Group)
RETURN
  r.key AS id,
  coalesce(r.account, q.id) AS person,
  g.id AS group,
  r.role AS role,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision
ORDER BY id;
