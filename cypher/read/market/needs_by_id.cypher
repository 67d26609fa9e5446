// The needs with these ids, in id order. One row a node.
:param ids => ['acme/need-1']
MATCH (n:Need)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.title AS title,
  n.state AS state,
  n.asked_at AS asked_at,
  n.asked_at_precision AS asked_at_precision,
  n.matched_at AS matched_at,
  n.matched_at_precision AS matched_at_precision,
  n.solved_at AS solved_at,
  n.solved_at_precision AS solved_at_precision,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
