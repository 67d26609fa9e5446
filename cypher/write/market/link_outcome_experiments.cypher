// Says to which experiments outcomes led. One row an outcome.
:param rows => [{outcome: 'acme/outcome-1', experiment: 'acme/experiment-1'}]
UNWIND $rows AS row
MATCH (a:Outcome {id: row.outcome})
MATCH (b:Experiment {id: row.experiment})
MERGE (a)-[:LED_TO]->(b)
RETURN count(*) AS linked;
