// Marks groups as whole: all that their rows say is in the store. One row a group.
:param rows => [{id: 'acme/group-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (g:Group {id: row.id})
SET g.content_hash = row.content_hash, g.by_updated = stamp + g.id
RETURN count(*) AS saved;
