// Takes check-ins out of the store; the progress of their goals is then said to have changed.
:param ids => ['acme/goal-9@2026-01-31T09:30:00Z']
UNWIND $ids AS id
MATCH (c:CheckIn {id: id})-[:OF]->(g:Goal)
OPTIONAL MATCH (l:Lock {name: 'changed progress'})
SET g.changed = CASE WHEN g.changed IS NOT NULL THEN coalesce(l.version, 0) END
DETACH DELETE c
RETURN count(*) AS removed;
