// Says which goals experiments try something for. One row an experiment and goal.
:param rows => [{experiment: 'acme/experiment-1', goal: 'acme/goal-1', place: null}]
UNWIND $rows AS row
MATCH (a:Experiment {id: row.experiment})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[r:TESTS]->(b)
SET
  r.place = row.place
RETURN count(*) AS linked;
