// Who reports or reported to the person, a row a span. Many people at once.
:param ids => ['acme/person-2']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})<-[r:REPORTS_TO]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name + coalesce(toString(r.since), '') AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  coalesce(r.kind, 'line') AS kind,
  r.since AS since,
  r.since_precision AS since_precision,
  r.until AS until,
  r.until_precision AS until_precision,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
