// Which of these goals are in the store, with the hash of what their rows said.
:param ids => ['acme/goal-1']
MATCH (g:Goal)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.content_hash AS content_hash,
  g.version AS version;
