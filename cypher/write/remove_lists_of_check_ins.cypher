// Takes away the relationships that the earlier rows of these check-ins made.
:param ids => ['acme/goal-9@2026-01-31']
UNWIND $ids AS id
MATCH (c:CheckIn {id: id})
CALL (c) {
  MATCH (c)<-[r:CHECKED_IN]-()
  DELETE r
}
RETURN count(*) AS cleared;
