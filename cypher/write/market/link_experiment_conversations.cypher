// Says where experiments are discussed. One row an experiment.
:param rows => [{experiment: 'acme/experiment-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Experiment {id: row.experiment})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:DISCUSSED_IN]->(b)
RETURN count(*) AS linked;
