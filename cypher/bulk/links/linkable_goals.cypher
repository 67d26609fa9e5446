// The ids of all goals in order, archived ones included, in one row, and how many of them may be suggested.
MATCH (g:Goal)
WHERE g.id > ''
WITH g
ORDER BY g.id
RETURN
  collect(g.id) AS ids,
  count(CASE WHEN NOT (coalesce(g.archived, false) OR coalesce(g.status, '') = 'dropped') THEN 1 END) AS open;
