// Keeps which parents goals name that are not there yet. One row a goal and parent.
:param rows => [{goal: 'acme/goal-1', parent: 'acme/goal-7', weight: 0.5, weight_text: '0.5', place: null}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.goal})
MERGE (a:Awaited {id: row.parent})
MERGE (g)-[r:AWAITS]->(a)
SET
  r.weight = row.weight,
  r.weight_text = row.weight_text,
  r.place = row.place
RETURN count(*) AS saved;
