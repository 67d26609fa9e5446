// All refs, a page in the order of key.
:param limit => 25
MATCH (n:Ref)
WHERE n.key > '' // +where
WITH n, n.key AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.key AS id // +columns refs_by_id
ORDER BY cursor;
