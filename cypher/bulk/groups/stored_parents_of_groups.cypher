// What these groups of the store point up to by PART_OF.
:param ids => ['acme/group-1']
MATCH (n:Group)-[:PART_OF]->(up:Group)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  up.id AS up;
