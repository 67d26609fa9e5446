// The experiment that this one tries again. Many experiments at once.
:param ids => ['acme/experiment-1']
MATCH (p:Experiment)-[:RETRY_OF]->(n:Experiment)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns experiments_by_id
ORDER BY p.id, n.id;
