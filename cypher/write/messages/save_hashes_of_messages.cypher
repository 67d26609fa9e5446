// Marks messages as whole: all that their rows say is in the store. One row a message.
:param rows => [{id: 'acme/message-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (m:Message {id: row.id})
SET m.content_hash = row.content_hash, m.by_updated = stamp + m.id
RETURN count(*) AS saved;
