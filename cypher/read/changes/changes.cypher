// All changes of goals, links and people, a page in the order in which they were written.
:param limit => 25
MATCH (n:Change)
WHERE n.id > '' // +where
WITH n, n.id AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns changes_by_id
ORDER BY cursor;
