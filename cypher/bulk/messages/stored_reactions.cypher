// Which of these reactions are in the store, by key, with the hash of what their rows said.
:param ids => ['acme/key-1']
UNWIND $ids AS key
MATCH ()-[r:REACTED_TO {key: key}]->()
RETURN
  r.key AS id,
  r.content_hash AS content_hash,
  null AS version;
