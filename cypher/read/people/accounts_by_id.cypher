// The accounts with these ids, in id order. One row a node.
:param ids => ['acme/person-1']
MATCH (n:Account)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.email AS email,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
