// What was said in these conversations, each one's a page in the order of time.
:param ids => ['acme/conversation-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (n:Message)
  WHERE n.by_at > parent + '\u001f' AND n.by_at < parent + ' ' // +where
  WITH n, n.by_at AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns messages_by_id
ORDER BY parent, cursor;
