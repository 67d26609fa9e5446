// The goals that the group works towards. Many groups at once.
:param ids => ['acme/group-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})-[:PURSUES]->(n:Goal)
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
