// All published analyses, a page in the order of time of starting.
:param limit => 25
MATCH (n:Analysis)
USING INDEX n:Analysis(by_at)
WHERE n.by_at > '' AND n.state = 'done' // +where
WITH n, n.by_at AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns analyses_by_id
ORDER BY cursor;
