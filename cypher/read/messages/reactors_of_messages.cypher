// Who reacted to the message, and how. Many messages at once.
:param ids => ['acme/message-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Message {id: parent})<-[r:REACTED_TO]-(n:Person)
  WHERE true // +where
  WITH n, r, n.by_name + r.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.kind AS kind,
  r.at AS at,
  r.at_precision AS at_precision,
  n.id AS id // +columns people_by_id
ORDER BY parent, cursor;
