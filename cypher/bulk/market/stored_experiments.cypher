// Which of these experiments are in the store, with the hash of what their rows said.
:param ids => ['acme/experiment-1']
MATCH (e:Experiment)
WHERE e.id IN $ids
RETURN
  e.id AS id,
  e.content_hash AS content_hash,
  null AS version;
