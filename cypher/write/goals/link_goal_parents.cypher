// Puts goals below the goals they support. One row a goal and parent.
:param rows => [{goal: 'acme/goal-1', parent: 'acme/goal-2', weight: 0.5, weight_text: '0.5', place: null}]
UNWIND $rows AS row
MATCH (a:Goal {id: row.goal})
MATCH (b:Goal {id: row.parent})
MERGE (a)-[r:SUPPORTS]->(b)
SET
  r.weight = row.weight,
  r.weight_text = row.weight_text,
  r.place = row.place
RETURN count(*) AS linked;
