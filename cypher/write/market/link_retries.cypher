// Says which experiments try an earlier one again. One row an experiment.
:param rows => [{experiment: 'acme/experiment-1', first: 'acme/experiment-2'}]
UNWIND $rows AS row
MATCH (a:Experiment {id: row.experiment})
MATCH (b:Experiment {id: row.first})
MERGE (a)-[:RETRY_OF]->(b)
RETURN count(*) AS linked;
