// Marks accounts as whole: all that their rows say is in the store. One row an account.
:param rows => [{id: 'acme/person-1', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (a:Account {id: row.id})
SET a.content_hash = row.content_hash
RETURN count(*) AS saved;
