// The conversations that the person hosts. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[:HOSTS]->(n:Conversation)
  WHERE true // +where
  WITH n, n.by_start AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns conversations_by_id
ORDER BY parent, cursor;
