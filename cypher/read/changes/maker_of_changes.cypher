// Who made the change. Many changes at once.
:param ids => ['0000000000000002-0000001']
MATCH (p:Change)-[:MADE_BY]->(:Account)-[:OF]->(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY parent;
