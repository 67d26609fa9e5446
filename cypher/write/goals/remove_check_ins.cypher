// Takes check-ins out of the store with what they said before; the progress of their goals is then said to have changed.
:param ids => ['acme/goal-9@2026-01-31T09:30:00Z']
UNWIND $ids AS id
MATCH (c:CheckIn {id: id})
CALL (c) {
  MATCH (c)-[:OF]->(g:Goal)
  OPTIONAL MATCH (l:Lock {name: 'changed progress'})
  SET g.changed = CASE WHEN g.changed IS NOT NULL THEN coalesce(l.version, 0) END
}
CALL (c) {
  MATCH (c)<-[:VERSION_OF]-(v:CheckInVersion)
  OPTIONAL MATCH (v)-[:WAS_OF]->(before:Goal)
  OPTIONAL MATCH (l:Lock {name: 'changed progress'})
  SET before.changed = CASE WHEN before.changed IS NOT NULL THEN coalesce(l.version, 0) END
  DETACH DELETE v
}
DETACH DELETE c
RETURN count(*) AS removed;
