// Which of these needs are in the store, with the hash of what their rows said.
:param ids => ['acme/need-1']
MATCH (n:Need)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.content_hash AS content_hash,
  null AS version;
