// The group that this one is part of. Many groups at once.
:param ids => ['acme/group-1']
MATCH (p:Group)-[:PART_OF]->(n:Group)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns groups_by_id
ORDER BY p.id, n.id;
