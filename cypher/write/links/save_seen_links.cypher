// Notes that suggestions have looked at links in this version. One row a link.
:param rows => [{id: 'acme/conversation-1>acme/goal-1', version: 1}]
UNWIND $rows AS row
MATCH (l:Link {id: row.id})
SET l.seen = row.version
RETURN count(*) AS saved;
