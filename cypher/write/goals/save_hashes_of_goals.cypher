// Marks goals as whole: all that their rows say is in the store. One row a goal.
:param rows => [{id: 'acme/goal-1', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
SET g.content_hash = row.content_hash
RETURN count(*) AS saved;
