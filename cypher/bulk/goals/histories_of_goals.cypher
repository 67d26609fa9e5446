// What the progress of these goals is reckoned from, in one row: each as [id, versions, check-ins]. A version is [from when on, kind, baseline, target and current value of the metric, status, first and last day, archived, parents, their weights], the earliest first; a check-in [its sort key, value, progress, status, from when on and until when it said so by its corrections, the precision of its time], in the order of time.
:param ids => ['acme/goal-1']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (g)<-[:VERSION_OF]-(v:GoalVersion)
  WITH v
  ORDER BY v.at
  RETURN collect([
    toString(v.at), v.metric_kind, v.metric_baseline, v.metric_target, v.metric_current, v.status,
    toString(v.starts_on), toString(v.due_on), v.archived, v.parents, v.weights
  ]) AS versions
}
CALL (g) {
  CALL (g) {
    MATCH (g)<-[:OF]-(c:CheckIn)
    RETURN
      c.by_at AS at,
      [c.by_at, c.value, toString(c.progress), c.status, toString(c.corrected_at), null, c.at_precision] AS note
    UNION ALL
    MATCH (g)<-[:WAS_OF]-(w:CheckInVersion)
    RETURN
      w.by_at AS at,
      [
        w.by_at, w.value, toString(w.progress), w.status, toString(w.since), toString(w.until),
        w.at_precision
      ] AS note
  }
  WITH at, note
  ORDER BY at
  RETURN collect(note) AS said
}
RETURN collect([g.id, versions, said]) AS goals;
