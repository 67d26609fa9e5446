// The goals that this one supports, with its weight. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})-[r:SUPPORTS]->(n:Goal)
  WHERE true // +where
  WITH n, r, n.by_title AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.weight AS weight,
  n.id AS id // +columns goals_by_id
ORDER BY parent, cursor;
