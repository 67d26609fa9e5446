// All conversations, a page in the order of start.
:param limit => 25
MATCH (n:Conversation)
WHERE n.by_start > '' // +where
WITH n, n.by_start AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns conversations_by_id
ORDER BY cursor;
