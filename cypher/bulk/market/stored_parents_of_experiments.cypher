// What these experiments of the store point up to by RETRY_OF.
:param ids => ['acme/experiment-1']
MATCH (n:Experiment)-[:RETRY_OF]->(up:Experiment)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  up.id AS up;
