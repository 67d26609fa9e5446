// Removes scores of snapshots that were never published, at most so many; only who has the turn may do it.
:param limit => 10000
MATCH (n:Analysis)-[s:SCORED]->()
WHERE n.state <> 'done'
WITH s LIMIT $limit
DELETE s
RETURN count(*) AS removed;
