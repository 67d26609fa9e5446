// The groups that work towards the goal. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:PURSUES]-(n:Group)
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns groups_by_id
ORDER BY parent, cursor;
