// Notes what suggestions have read of goals, as a hash. One row a goal.
:param rows => [{id: 'acme/goal-1', linked_as: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
SET g.linked_as = row.linked_as
RETURN count(*) AS saved;
