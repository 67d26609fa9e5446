// The messages that carry it. Many refs at once.
:param ids => ['#onboarding']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Ref {key: parent})<-[:CARRIES]-(n:Message)
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
