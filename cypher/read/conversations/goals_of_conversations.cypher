// The goals that the conversation advances, each with its confirmed link. Many at once.
:param ids => ['acme/conversation-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Conversation {id: parent})-[:ADVANCES]->(n:Goal)
  WHERE true // +where
  WITH n, n.by_title AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  parent + '>' + n.id AS link,
  n.id AS id // +columns goals_by_id
ORDER BY parent, cursor;
