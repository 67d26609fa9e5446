// The analyses with these ids, in id order. One row a node.
:param ids => ['acme/analysis-1']
MATCH (n:Analysis)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.state AS state,
  n.parameters AS parameters,
  n.parameters_hash AS parameters_hash,
  n.code_version AS code_version,
  n.engine AS engine,
  n.goal AS goal,
  n.since AS since,
  n.until AS until,
  n.people AS people,
  n.ties AS ties,
  n.started_at AS started_at,
  n.finished_at AS finished_at
ORDER BY n.id;
