// All goals, a page in the order of title.
:param limit => 25
MATCH (n:Goal)
WHERE n.by_title > '' // +where
WITH n, n.by_title AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns goals_by_id
ORDER BY cursor;
