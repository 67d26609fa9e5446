// The links, hashtags and files that the message carries. Many messages at once.
:param ids => ['acme/message-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Message {id: parent})-[:CARRIES]->(n:Ref)
  WHERE true // +where
  WITH n, n.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.key AS id // +columns refs_by_id
ORDER BY parent, cursor;
