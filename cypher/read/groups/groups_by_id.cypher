// The groups with these ids, in id order. One row a node.
:param ids => ['acme/group-1']
MATCH (n:Group)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.name AS name,
  n.kind AS kind,
  n.description AS description,
  n.archived AS archived
ORDER BY n.id;
