// Marks accounts as whole: all that their rows say is in the store. One row an account.
:param rows => [{id: 'acme/person-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (a:Account {id: row.id})
SET a.content_hash = row.content_hash, a.by_updated = stamp + a.id
WITH a, stamp
OPTIONAL MATCH (a)-[:OF]->(p:Person)
SET p.by_updated = stamp + p.id
RETURN count(*) AS saved;
