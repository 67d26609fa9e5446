// The person's accounts, one a source. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})<-[:OF]-(n:Account)
  WHERE true // +where
  WITH n, n.id AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns accounts_by_id
ORDER BY parent, cursor;
