// How many of these goals have each status; null: none is said. One row a status.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids
RETURN
  g.status AS status,
  count(*) AS goals
ORDER BY status;
