// Who declared it. Many outcomes at once.
:param ids => ['acme/outcome-1']
MATCH (p:Outcome)<-[:DECLARED]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
