// What changes are told of, of these goals: whether each is whole, how it was before an import took it apart, and its facts: kind, other thing, value. One row a goal.
:param ids => ['acme/goal-1']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
OPTIONAL MATCH (s:ChangeStart {id: id})
CALL (g) {
  MATCH (g)-[r:SUPPORTS]->(up:Goal)
  RETURN collect(['goal_parent', up.id, '']) + collect(['goal_weight', up.id, coalesce(r.weight_text, toString(r.weight))]) AS parents
}
CALL (g) {
  MATCH (p:Person)-[:OWNS]->(g)
  RETURN collect(['goal_owner', p.id, '']) AS owners
}
CALL (g) {
  MATCH (group:Group)-[:PURSUES]->(g)
  RETURN collect(['goal_group', group.id, '']) AS groups
}
CALL (g) {
  MATCH (b:Goal)-[:BLOCKS]->(g)
  RETURN collect(['goal_blocker', b.id, '']) AS blockers
}
RETURN
  g.id AS id,
  g.content_hash IS NOT NULL AS whole,
  s.facts AS start,
  null AS talk,
  [
    ['goal_title', '', g.title],
    ['goal_kind', '', g.kind],
    ['goal_status', '', g.status],
    ['goal_starts_on', '', toString(g.starts_on)],
    ['goal_due_on', '', toString(g.due_on)],
    ['goal_metric_kind', '', g.metric_kind],
    ['goal_metric_unit', '', g.metric_unit],
    ['goal_metric_baseline', '', g.metric_baseline],
    ['goal_metric_target', '', g.metric_target],
    ['goal_metric_current', '', g.metric_current],
    ['goal_archived', '', toString(coalesce(g.archived, false))]
  ] + parents + owners + groups + blockers AS facts
ORDER BY id;
