// The conversations that took place in the group. Many groups at once.
:param ids => ['acme/group-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Group {id: parent})<-[:HELD_IN]-(n:Conversation)
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
