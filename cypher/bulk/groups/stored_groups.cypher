// Which of these groups are in the store, with the hash of what their rows said.
:param ids => ['acme/group-1']
MATCH (g:Group)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.content_hash AS content_hash,
  null AS version;
