// The experiments that try this one again. Many experiments at once.
:param ids => ['acme/experiment-2']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Experiment {id: parent})<-[:RETRY_OF]-(n:Experiment)
  WHERE true // +where
  WITH n, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns experiments_by_id
ORDER BY parent, cursor;
