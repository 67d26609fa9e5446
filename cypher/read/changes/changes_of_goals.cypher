// What was changed of a goal, in the order in which it was written. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})
  MATCH (n:Change {subject: 'Goal ' + parent})
  WHERE true // +where
  WITH n, n.id AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns changes_by_id
ORDER BY parent, cursor;
