// Says to which needs outcomes led. One row an outcome.
:param rows => [{outcome: 'acme/outcome-1', need: 'acme/need-1'}]
UNWIND $rows AS row
MATCH (a:Outcome {id: row.outcome})
MATCH (b:Need {id: row.need})
MERGE (a)-[:LED_TO]->(b)
RETURN count(*) AS linked;
