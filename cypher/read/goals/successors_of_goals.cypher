// The goals of later periods that carry this one on. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:SUCCEEDS]-(n:Goal)
  WHERE true // +where
  WITH n, n.by_due AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns goals_by_id
ORDER BY parent, cursor;
