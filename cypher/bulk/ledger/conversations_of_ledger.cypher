// Every conversation that is not private, with the version of talk since when it stands as it is, -1 where it has still to be settled: one row, in the order of ids.
MATCH (c:Conversation)
WHERE c.visibility <> 'private'
WITH c ORDER BY c.id
RETURN
  collect(c.id) AS ids,
  collect(CASE WHEN c.stale IS NULL THEN coalesce(c.settled, 0) ELSE -1 END) AS settled;
