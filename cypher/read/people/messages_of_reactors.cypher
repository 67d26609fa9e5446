// The messages that the person reacted to, and how. Many people at once.
:param ids => ['acme/person-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Person {id: parent})-[r:REACTED_TO]->(n:Message)
  WHERE true // +where
  WITH n, r, n.by_time + r.key AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, r, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  r.kind AS link_kind,
  r.at AS link_at,
  r.at_precision AS link_at_precision,
  n.id AS id // +columns messages_by_id
ORDER BY parent, cursor;
