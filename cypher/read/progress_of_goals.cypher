// What progress is reckoned from, for these goals and every goal below them, once each: metric, whether it is archived or dropped, the goals that support it and their weights, and the latest value and progress of check-ins before `before` (the latest status too where it is one of these goals). One row that lists them.
:param ids => ['acme/goal-1']
:param before => datetime('2100-01-01T00:00:00Z')
MATCH (root:Goal)
WHERE root.id IN $ids
MATCH (root)<-[:SUPPORTS]-*(n:Goal)
WITH collect(DISTINCT n) AS goals
UNWIND goals AS n
WITH n, n.id IN $ids AS asked
CALL (n) {
  OPTIONAL MATCH (n)<-[s:SUPPORTS]-(child:Goal)
  RETURN
    collect(child.id) AS children,
    collect(coalesce(s.weight_text, toString(s.weight), CASE WHEN child IS NOT NULL THEN '' END)) AS weights
}
CALL (n, asked) {
  OPTIONAL MATCH (n)<-[:OF]-(said:CheckIn)
  WHERE said.at < $before
  RETURN
    max(CASE WHEN said.value IS NOT NULL THEN [said.by_at, said.value] END) AS value,
    max(CASE WHEN said.progress IS NOT NULL THEN [said.by_at, toString(said.progress)] END) AS progress,
    max(CASE WHEN asked AND said.status IS NOT NULL THEN [said.by_at, said.status] END) AS status
}
RETURN
  collect([
    n.id, n.metric_kind, n.metric_baseline, n.metric_target, n.metric_current,
    n.archived, n.status, children, weights, value, progress, status
  ]) AS goals;
