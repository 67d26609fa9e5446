// The conversations that advance the goal, each with its confirmed link. Many at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:ADVANCES]-(n:Conversation)
  WHERE true // +where
  WITH n, n.by_start AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id + '>' + parent AS link,
  n.id AS id // +columns conversations_by_id
ORDER BY parent, cursor;
