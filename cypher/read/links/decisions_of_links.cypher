// The steps in the life of the link. Many links at once.
:param ids => ['acme/conversation-1>acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Link {id: parent})<-[:ON]-(n:Decision)
  WHERE true // +where
  WITH n, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns decisions_by_id
ORDER BY parent, cursor;
