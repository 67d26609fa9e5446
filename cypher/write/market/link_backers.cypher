// Says who backs experiments. One row a person and experiment.
:param rows => [{person: 'acme/person-1', experiment: 'acme/experiment-1', at: '2026-01-31T09:30:00Z', at_precision: null, place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Experiment {id: row.experiment})
MERGE (a)-[r:BACKS]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.at = datetime(row.at),
    own.at_precision = row.at_precision,
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:BACKS]->(b)
  SET
    again.account = row.account,
    again.at = datetime(row.at),
    again.at_precision = row.at_precision,
    again.place = row.place
)
RETURN count(*) AS linked;
