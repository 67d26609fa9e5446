// Which of these accounts are in the store, with the hash of what their rows said.
:param ids => ['acme/person-1']
MATCH (a:Account)
WHERE a.id IN $ids
RETURN
  a.id AS id,
  a.content_hash AS content_hash,
  null AS version;
