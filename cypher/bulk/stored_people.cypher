// Which of these people are in the store, with the hash of what their rows said.
:param ids => ['acme/person-1']
MATCH (p:Person)
WHERE p.id IN $ids
RETURN
  p.id AS id,
  p.content_hash AS content_hash,
  null AS version;
