// Takes away the relationships that the earlier rows of these check-ins made; the progress of their goals is then said to have changed.
:param ids => ['acme/goal-9@2026-01-31']
UNWIND $ids AS id
MATCH (c:CheckIn {id: id})
CALL (c) {
  MATCH (c)<-[r:CHECKED_IN]-()
  DELETE r
}
CALL (c) {
  MATCH (c)-[r:OF]->(g:Goal)
  OPTIONAL MATCH (l:Lock {name: 'changed progress'})
  SET g.changed = CASE WHEN g.changed IS NOT NULL THEN coalesce(l.version, 0) END
  DELETE r
}
RETURN count(*) AS cleared;
