// Which of these messages are in the store, with the hash of what their rows said.
:param ids => ['acme/message-1']
MATCH (m:Message)
WHERE m.id IN $ids // +policy m:Message
RETURN
  m.id AS id,
  m.content_hash AS content_hash,
  null AS version;
