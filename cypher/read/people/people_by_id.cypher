// The people with these ids, in id order. One row a node.
:param ids => ['acme/person-1']
MATCH (n:Person)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.name AS name,
  n.title AS title,
  n.level AS level,
  n.bot AS bot,
  n.joined_at AS joined_at,
  n.joined_at_precision AS joined_at_precision,
  n.left_at AS left_at,
  n.left_at_precision AS left_at_precision,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
