// The last day of these goals, and whether they are closed or archived. One row a goal.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.due_on AS due_on,
  coalesce(g.archived, false) OR coalesce(g.status IN ['achieved', 'missed', 'dropped'], false) AS closed
ORDER BY id;
