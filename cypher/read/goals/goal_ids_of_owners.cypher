// The ids of the goals that these people answer for.
:param ids => ['acme/person-1']
MATCH (p:Person)-[:OWNS]->(g:Goal)
WHERE p.id IN $ids
RETURN DISTINCT
  p.id AS person,
  g.id AS id
ORDER BY person, id;
