// Who backs it, since when. Many experiments at once.
:param ids => ['acme/experiment-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Experiment {id: parent})<-[r:BACKS]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.at AS at,
  r.at_precision AS at_precision,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
