// The shortest circle in which each of these goals and one that waits for it wait for each other. One row a goal and a goal that waits for it, where there is one.
:param ids => ['acme/goal-1']
MATCH (g:Goal)-[:BLOCKS]->(later:Goal)
WHERE g.id IN $ids
MATCH path = ANY SHORTEST (later)-[:BLOCKS]->+(g)
RETURN
  g.id AS goal,
  later.id AS id,
  [n IN nodes(path) | n.id] AS circle
ORDER BY goal, id;
