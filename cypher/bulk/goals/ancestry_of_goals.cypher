// What these goals, and all goals above them, point up to: by SUPPORTS, or waiting for it to be there.
:param ids => ['acme/goal-1']
MATCH (n:Goal)
WHERE n.id IN $ids
MATCH (n)-[:SUPPORTS]->*(low:Goal)-[:SUPPORTS|AWAITS]->(high)
RETURN DISTINCT
  low.id AS low,
  high.id AS high;
