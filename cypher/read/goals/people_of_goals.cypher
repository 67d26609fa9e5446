// Who took part in a conversation that advances the goal or what supports it, once each. Many goals at once.
:param ids => ['acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Goal {id: parent})<-[:SUPPORTS]-*(below:Goal)
  WITH DISTINCT below
  MATCH (below)<-[:ADVANCES]-(c:Conversation)
  WHERE true // +policy c:Conversation
  WITH DISTINCT c
  MATCH (c)<-[:TOOK_PART_IN]-(n:Person)
  WITH DISTINCT n
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
