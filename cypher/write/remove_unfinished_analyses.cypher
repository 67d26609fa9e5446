// Removes the snapshots that were never published and have no scores.
MATCH (n:Analysis)
WHERE n.state <> 'done' AND NOT (n)-[:SCORED]->()
DELETE n
RETURN count(*) AS removed;
