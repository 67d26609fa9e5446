// Says who declared outcomes. One row an outcome.
:param rows => [{person: 'acme/person-1', outcome: 'acme/outcome-1', account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Outcome {id: row.outcome})
MERGE (a)-[r:DECLARED]->(b)
SET
  r.account = row.account
RETURN count(*) AS linked;
