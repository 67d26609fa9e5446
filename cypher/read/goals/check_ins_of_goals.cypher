// What was said of the goal's progress, in the order of time. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:OF]-(n:CheckIn)
  WHERE true // +where
  WITH n, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns check_ins_by_id
ORDER BY parent, cursor;
