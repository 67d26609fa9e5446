// The decisions with these ids, in id order. One row a node.
:param ids => ['acme/conversation-1>acme/goal-1#1']
MATCH (n:Decision)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.state AS state,
  n.method AS method,
  n.score AS score,
  n.reasons AS reasons,
  n.at AS at,
  n.at_precision AS at_precision,
  n.capacity AS capacity,
  n.recorded_by AS recorded_by,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
