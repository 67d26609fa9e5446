// The outcomes that led to the need. Many needs at once.
:param ids => ['acme/need-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Need {id: parent})<-[:LED_TO]-(n:Outcome)
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
