// Says who proposed experiments. One row an experiment.
:param rows => [{person: 'acme/person-1', experiment: 'acme/experiment-1', at: '2026-01-31T09:30:00Z', at_precision: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Experiment {id: row.experiment})
MERGE (a)-[r:PROPOSED]->(b)
SET
  r.at = datetime(row.at),
  r.at_precision = row.at_precision,
  r.account = row.account
RETURN count(*) AS linked;
