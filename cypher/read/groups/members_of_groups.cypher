// The people who belong or belonged to the group, a row a span. Many groups at once.
:param ids => ['acme/group-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})<-[r:MEMBER_OF]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name + r.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.role AS role,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
