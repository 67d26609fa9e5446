// Says to which goals outcomes led. One row an outcome.
:param rows => [{outcome: 'acme/outcome-1', goal: 'acme/goal-1'}]
UNWIND $rows AS row
MATCH (a:Outcome {id: row.outcome})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[:LED_TO]->(b)
RETURN count(*) AS linked;
