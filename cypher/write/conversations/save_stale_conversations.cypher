// Asks to settle conversations into which messages came. Those already asking stay as they are.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
WHERE c.stale IS NULL
SET c.stale = 'added'
RETURN count(*) AS saved;
