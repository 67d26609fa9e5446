// What these goals of the store point up to by SUPPORTS.
:param ids => ['acme/goal-1']
MATCH (n:Goal)-[:SUPPORTS]->(up:Goal)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  up.id AS up;
