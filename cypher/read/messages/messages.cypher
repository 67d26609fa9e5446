// All messages, a page in the order of time.
:param limit => 25
MATCH (n:Message)
WHERE n.by_time > '' // +where
WITH n, n.by_time AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns messages_by_id
ORDER BY cursor;
