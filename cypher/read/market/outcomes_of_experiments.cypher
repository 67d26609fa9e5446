// The outcomes that led to the experiment. Many experiments at once.
:param ids => ['acme/experiment-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Experiment {id: parent})<-[:LED_TO]-(n:Outcome)
  WHERE true // +where
  WITH n, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns outcomes_by_id
ORDER BY parent, cursor;
