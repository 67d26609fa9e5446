// Takes check-ins out of the store.
:param ids => ['acme/goal-9@2026-01-31T09:30:00Z']
UNWIND $ids AS id
MATCH (c:CheckIn {id: id})
DETACH DELETE c
RETURN count(*) AS removed;
