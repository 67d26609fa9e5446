// The needs that the person held until they met a capability. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[r:HELD]->(n:Need)
  WHERE true // +where
  WITH n, r, n.by_at + r.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision,
  n.id AS id // +columns needs_by_id
ORDER BY parent, cursor;
