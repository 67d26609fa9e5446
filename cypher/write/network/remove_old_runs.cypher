// Forgets the runs that gave no snapshot of their own and ended so many days ago.
:param days => 7
MATCH (n:Analysis)
WHERE n.state IN ['failed', 'unchanged']
  AND n.finished_at < datetime() - duration({days: $days})
  AND NOT (n)-[:SCORED]->()
DELETE n
RETURN count(*) AS removed;
