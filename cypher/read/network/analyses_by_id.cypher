// The analyses with these ids, whatever became of them, in id order. One row a node.
:param ids => ['goalgraph/analysis-1']
MATCH (n:Analysis)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.state AS state,
  n.reason AS reason,
  n.parameters AS parameters,
  n.parameters_hash AS parameters_hash,
  n.content_hash AS content_hash,
  n.code_version AS code_version,
  n.engine AS engine,
  n.goal AS goal,
  n.since AS since,
  n.until AS until,
  n.people AS people,
  n.groups AS groups,
  n.messages AS messages,
  n.skipped_threads AS skipped_threads,
  n.ties AS ties,
  n.isolates AS isolates,
  n.density AS density,
  n.reciprocity AS reciprocity,
  n.sampled_sources AS sampled_sources,
  n.started_at AS started_at,
  n.finished_at AS finished_at,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
