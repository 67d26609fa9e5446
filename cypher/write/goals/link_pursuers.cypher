// Says which groups work towards goals. One row a group and goal.
:param rows => [{group: 'acme/group-1', goal: 'acme/goal-1', place: null}]
UNWIND $rows AS row
MATCH (a:Group {id: row.group})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[r:PURSUES]->(b)
SET
  r.place = row.place
RETURN count(*) AS linked;
