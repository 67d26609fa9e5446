// The goals with these ids, in id order. One row a node.
:param ids => ['acme/goal-1']
MATCH (n:Goal)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.title AS title,
  n.kind AS kind,
  n.description AS description,
  n.status AS status,
  n.starts_on AS starts_on,
  n.due_on AS due_on,
  n.metric_kind AS metric_kind,
  n.metric_unit AS metric_unit,
  n.metric_baseline AS metric_baseline,
  n.metric_target AS metric_target,
  n.metric_current AS metric_current,
  n.tags AS tags,
  n.synonyms AS synonyms,
  coalesce(n.archived, false) AS archived,
  n.version AS version,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
