// All groups, a page in the order of name.
:param limit => 25
MATCH (n:Group)
WHERE n.by_name > '' // +where
WITH n, n.by_name AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns groups_by_id
ORDER BY cursor;
