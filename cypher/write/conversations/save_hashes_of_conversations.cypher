// Marks conversations as whole: all that their rows say is in the store. One row a conversation.
:param rows => [{id: 'acme/conversation-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (c:Conversation {id: row.id})
SET c.content_hash = row.content_hash, c.by_updated = stamp + c.id
RETURN count(*) AS saved;
