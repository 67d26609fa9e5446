// How these goals were defined from when on: target, status, period, what they supported with which weights; the earliest first. Many goals at once.
:param ids => ['acme/goal-1']
MATCH (g:Goal)<-[:VERSION_OF]-(v:GoalVersion)
WHERE g.id IN $ids
RETURN
  g.id AS goal,
  v.at AS at,
  v.metric_kind AS metric_kind,
  v.metric_baseline AS metric_baseline,
  v.metric_target AS metric_target,
  v.metric_current AS metric_current,
  v.status AS status,
  v.starts_on AS starts_on,
  v.due_on AS due_on,
  v.archived AS archived,
  v.parents AS parents,
  v.weights AS weights,
  v.id AS id
ORDER BY goal, at, id;
