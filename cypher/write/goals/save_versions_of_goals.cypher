// Notes how these goals stand as a version of theirs, valid from `at` on, where the version before it says otherwise. Progress of earlier days is reckoned from them. Goals that an import has taken apart wait until they are whole. One row a goal.
// `changed` is the version of progress that this makes, so that processes which hold goals in memory find what changed.
:param rows => [{id: 'acme/goal-1', at: '2026-01-01T00:00:00Z'}, {id: 'acme/goal-2', at: '2026-01-01T00:00:00Z'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
WHERE g.content_hash IS NOT NULL
OPTIONAL MATCH (l:Lock {name: 'changed progress'})
SET g.changed = coalesce(l.version, 0)
WITH g, row
CALL (g) {
  MATCH (g)-[r:SUPPORTS|AWAITS]->(up)
  WITH up.id AS parent, coalesce(r.weight_text, toString(r.weight), '') AS weight
  ORDER BY parent
  RETURN collect(parent) AS parents, collect(weight) AS weights
}
CALL (g, row) {
  OPTIONAL MATCH (g)<-[:VERSION_OF]-(v:GoalVersion)
  WHERE v.at <= datetime(row.at)
  WITH v
  ORDER BY v.at DESC
  LIMIT 1
  RETURN [
    coalesce(v.metric_kind, ''), coalesce(v.metric_baseline, ''), coalesce(v.metric_target, ''),
    coalesce(v.metric_current, ''), coalesce(v.status, ''), coalesce(toString(v.starts_on), ''),
    coalesce(toString(v.due_on), ''), toString(coalesce(v.archived, false))
  ] + coalesce(v.parents + v.weights, ['none yet']) AS before
}
WITH g, row, parents, weights, before, [
  coalesce(g.metric_kind, ''), coalesce(g.metric_baseline, ''), coalesce(g.metric_target, ''),
  coalesce(g.metric_current, ''), coalesce(g.status, ''), coalesce(toString(g.starts_on), ''),
  coalesce(toString(g.due_on), ''), toString(coalesce(g.archived, false))
] + parents + weights AS now
WHERE before <> now
MERGE (v:GoalVersion {id: g.id + '@' + row.at})
SET
  v.at = datetime(row.at),
  v.metric_kind = g.metric_kind,
  v.metric_baseline = g.metric_baseline,
  v.metric_target = g.metric_target,
  v.metric_current = g.metric_current,
  v.status = g.status,
  v.starts_on = g.starts_on,
  v.due_on = g.due_on,
  v.archived = coalesce(g.archived, false),
  v.parents = parents,
  v.weights = weights
MERGE (v)-[:VERSION_OF]->(g)
RETURN count(*) AS saved;
