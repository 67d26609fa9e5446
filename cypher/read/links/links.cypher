// All links between conversations and goals, a page in the order of id.
:param limit => 25
MATCH (n:Link)
WHERE n.id > '' // +where
WITH n, n.id AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns links_by_id
ORDER BY cursor;
