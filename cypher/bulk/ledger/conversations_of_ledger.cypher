// Every conversation with the version of talk since when it stands as it is: one row, ids and versions in the order of ids.
MATCH (c:Conversation)
WITH c ORDER BY c.id
RETURN
  collect(c.id) AS ids,
  collect(coalesce(c.settled, 0)) AS settled;
