// Which of these conversations the store holds as private ones.
:param ids => ['acme/conversation-1']
MATCH (c:Conversation)
WHERE c.id IN $ids AND c.visibility = 'private' // +policy c:Conversation
RETURN c.id AS id;
