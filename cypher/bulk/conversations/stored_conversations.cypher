// Which of these conversations are in the store, with the hash of what their rows said.
:param ids => ['acme/conversation-1']
MATCH (c:Conversation)
WHERE c.id IN $ids // +policy c:Conversation
RETURN
  c.id AS id,
  c.content_hash AS content_hash,
  null AS version;
