// The person whose account it is. Many accounts at once.
:param ids => ['acme/person-1']
MATCH (p:Account)-[:OF]->(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
