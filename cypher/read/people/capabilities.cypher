// All capabilities, a page in the order of name.
:param limit => 25
MATCH (n:Capability)
WHERE n.by_name > '' // +where
WITH n, n.by_name AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns capabilities_by_id
ORDER BY cursor;
