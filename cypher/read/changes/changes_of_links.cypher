// What was changed of a link, in the order in which it was written. Many links at once.
:param ids => ['acme/conversation-1>acme/goal-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Link {id: parent})
  MATCH (n:Change {subject: 'Link ' + parent})
  WHERE true // +where
  WITH n, n.id AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns changes_by_id
ORDER BY parent, cursor;
