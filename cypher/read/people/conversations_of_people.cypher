// The conversations in which the person listened or spoke. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[:TOOK_PART_IN]->(n:Conversation)
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
