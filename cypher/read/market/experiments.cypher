// All experiments, a page in the order of time of proposing.
:param limit => 25
MATCH (n:Experiment)
WHERE n.by_at > '' // +where
WITH n, n.by_at AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns experiments_by_id
ORDER BY cursor;
