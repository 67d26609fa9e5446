// The values of the goals' metrics as check-ins before `before` gave them, in the order of time. Many goals at once.
:param ids => ['acme/goal-1']
:param before => datetime('2100-01-01T00:00:00Z')
MATCH (n:Goal)<-[:OF]-(c:CheckIn)
WHERE n.id IN $ids AND c.at < $before AND c.value IS NOT NULL
RETURN
  n.id AS goal,
  c.at AS at,
  c.value AS value
ORDER BY goal, c.by_at;
