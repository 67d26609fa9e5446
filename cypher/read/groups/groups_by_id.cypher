// The groups with these ids, in id order. One row a node.
:param ids => ['acme/group-1']
MATCH (n:Group)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.name AS name,
  n.kind AS kind,
  n.description AS description,
  n.archived AS archived,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
