// The capabilities with these ids, in id order. One row a node.
:param ids => ['python']
MATCH (n:Capability)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.name AS name,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
