// The goals that it tries something for. Many experiments at once.
:param ids => ['acme/experiment-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Experiment {id: parent})-[:TESTS]->(n:Goal)
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
