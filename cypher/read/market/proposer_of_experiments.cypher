// Who proposed it. Many experiments at once.
:param ids => ['acme/experiment-1']
MATCH (p:Experiment)<-[:PROPOSED]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
