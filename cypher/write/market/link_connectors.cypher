// Says who brought the solver to needs. One row a person and need.
:param rows => [{person: 'acme/person-1', need: 'acme/need-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Need {id: row.need})
MERGE (a)-[r:CONNECTED]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:CONNECTED]->(b)
  SET
    again.account = row.account,
    again.place = row.place
)
RETURN count(*) AS linked;
