// The claims of conversations to this goal, whatever their state. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:TO]-(n:Link)
  WHERE true // +where
  WITH n, n.id AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns links_by_id
ORDER BY parent, cursor;
