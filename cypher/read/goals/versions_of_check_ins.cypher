// What check-ins said before they were corrected, the earliest first. Many check-ins at once.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:CheckIn {id: parent})<-[:VERSION_OF]-(n:CheckInVersion)
  WHERE true // +where
  WITH n, n.by_version AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns check_in_versions_by_id
ORDER BY parent, cursor;
