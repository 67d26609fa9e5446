// The goals that these goals wait for. One row a goal and a goal that blocks it.
:param ids => ['acme/goal-1']
MATCH (b:Goal)-[:BLOCKS]->(g:Goal)
WHERE g.id IN $ids
RETURN
  g.id AS goal,
  b.id AS id
ORDER BY goal, id;
