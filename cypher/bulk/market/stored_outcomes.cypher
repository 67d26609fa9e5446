// Which of these outcomes are in the store, with the hash of what their rows said.
:param ids => ['acme/outcome-1']
MATCH (o:Outcome)
WHERE o.id IN $ids
RETURN
  o.id AS id,
  o.content_hash AS content_hash,
  null AS version;
