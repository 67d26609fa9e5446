// All people, a page in the order of display name.
:param limit => 25
MATCH (n:Person)
WHERE n.by_name > '' // +where
WITH n, n.by_name AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns people_by_id
ORDER BY cursor;
