// Gives check-ins that had no id of their source the one that it sends now, and what they said before too. One row a check-in.
:param rows => [{id: 'acme/check-in-1', former: 'acme/goal-1@2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MATCH (c:CheckIn {id: row.former})
SET c.id = row.id
WITH c, row
OPTIONAL MATCH (v:CheckInVersion)-[:VERSION_OF]->(c)
SET
  v.id = row.id + '#' + last(split(v.id, '#')),
  v.by_version = left(v.by_version, 13) + row.id
RETURN count(DISTINCT c) AS renamed;
