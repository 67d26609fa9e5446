// Marks groups as whole: all that their rows say is in the store. One row a group.
:param rows => [{id: 'acme/group-1', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (g:Group {id: row.id})
SET g.content_hash = row.content_hash
RETURN count(*) AS saved;
