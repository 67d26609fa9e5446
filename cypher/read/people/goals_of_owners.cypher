// The goals that the person answers for. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[:OWNS]->(n:Goal)
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
