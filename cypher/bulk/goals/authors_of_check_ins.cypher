// Which of these check-ins are in the store, with the source that states them and the account of who said them. One row each.
:param ids => ['acme/goal-1@2026-01-31T09:30:00Z']
MATCH (c:CheckIn)
WHERE c.id IN $ids
RETURN
  c.id AS id,
  c.source AS source,
  head([(c)<-[r:CHECKED_IN]-(q:Person) | coalesce(r.account, q.id)]) AS by
ORDER BY id;
