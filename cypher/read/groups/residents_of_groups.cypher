// The people whose home in the formal tree is or was here, a row a span. Many groups at once.
:param ids => ['acme/group-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})<-[r:HOME_IN]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name + coalesce(toString(r.since), '') AS cursor // +cursor
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
