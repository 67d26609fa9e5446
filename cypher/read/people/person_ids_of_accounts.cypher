// Whose accounts these are. One row an account.
:param ids => ['acme/person-1']
MATCH (a:Account)-[:OF]->(p:Person)
WHERE a.id IN $ids
RETURN
  a.id AS id,
  p.id AS person
ORDER BY id;
