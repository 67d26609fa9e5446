// These reactions as their rows say them. One row each.
:param ids => ['acme/key-1']
UNWIND $ids AS key
MATCH (q:Person)-[r:REACTED_TO {key: key}]->(m:Message)
WHERE r.key > '' // +policy m:Message
RETURN
  r.key AS id,
  m.id AS message,
  coalesce(r.account, q.id) AS person,
  r.kind AS kind,
  r.at AS at,
  r.at_precision AS at_precision
ORDER BY id;
