// Where each of these goals stands; null: nothing is said. One row a goal.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.status AS status
ORDER BY id;
