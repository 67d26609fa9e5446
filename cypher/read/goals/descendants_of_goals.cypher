// Every goal below this one, once each. Many goals at once.
:param ids => ['acme/goal-2']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:SUPPORTS]-+(n:Goal)
  WITH DISTINCT n
  WHERE true // +where
  WITH n, n.by_title AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns goals_by_id
ORDER BY parent, cursor;
