// Says which goals needs serve. One row a need and goal.
:param rows => [{need: 'acme/need-1', goal: 'acme/goal-1', place: null}]
UNWIND $rows AS row
MATCH (a:Need {id: row.need})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[r:ABOUT]->(b)
SET
  r.place = row.place
RETURN count(*) AS linked;
