// Marks conversations as whole: all that their rows say is in the store. One row a conversation.
:param rows => [{id: 'acme/conversation-1', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (c:Conversation {id: row.id})
SET c.content_hash = row.content_hash
RETURN count(*) AS saved;
