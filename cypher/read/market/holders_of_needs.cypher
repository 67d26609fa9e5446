// Who held the need, from when until when. Many needs at once.
:param ids => ['acme/need-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Need {id: parent})<-[r:HELD]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name + r.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
