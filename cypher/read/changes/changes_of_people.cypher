// What was changed of a person, in the order in which it was written. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})
  MATCH (n:Change {subject: 'Person ' + parent})
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
