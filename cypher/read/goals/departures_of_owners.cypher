// Who answers for these goals, and from which moment on each was gone; null: they are there. One row a goal and owner.
:param ids => ['acme/goal-1']
MATCH (p:Person)-[:OWNS]->(g:Goal)
WHERE g.id IN $ids
RETURN DISTINCT
  g.id AS goal,
  p.id AS id,
  p.left_at AS left_at
ORDER BY goal, id;
