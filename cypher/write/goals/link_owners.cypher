// Says who answers for goals. One row a person and goal.
:param rows => [{person: 'acme/person-1', goal: 'acme/goal-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Goal {id: row.goal})
MERGE (a)-[r:OWNS]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:OWNS]->(b)
  SET
    again.account = row.account,
    again.place = row.place
)
RETURN count(*) AS linked;
