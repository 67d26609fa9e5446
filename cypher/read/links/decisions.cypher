// All decisions on links, a page in the order of time.
:param limit => 25
MATCH (n:Decision)
WHERE n.by_at > '' // +where
WITH n, n.by_at AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns decisions_by_id
ORDER BY cursor;
