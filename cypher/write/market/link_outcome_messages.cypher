// Says which message states the outcome. One row an outcome.
:param rows => [{outcome: 'acme/outcome-1', message: 'acme/message-1'}]
UNWIND $rows AS row
MATCH (a:Outcome {id: row.outcome})
MATCH (b:Message {id: row.message})
MERGE (a)-[:CITES]->(b)
RETURN count(*) AS linked;
