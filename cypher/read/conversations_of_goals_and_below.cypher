// The conversations that advance the goal or what supports it by a confirmed link, once each. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:SUPPORTS]-*(below:Goal)
  WITH DISTINCT below
  MATCH (below)<-[:ADVANCES]-(n:Conversation)
  WITH DISTINCT n
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
