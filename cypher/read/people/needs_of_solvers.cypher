// The needs that the person solved. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[r:SOLVED]->(n:Need)
  WHERE true // +where
  WITH n, r, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.at AS at,
  r.at_precision AS at_precision,
  n.id AS id // +columns needs_by_id
ORDER BY parent, cursor;
