// The messages that were sent to the person. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})<-[:SENT_TO]-(n:Message)
  WHERE true // +where
  WITH n, n.by_time AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns messages_by_id
ORDER BY parent, cursor;
