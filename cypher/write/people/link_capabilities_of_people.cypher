// Says what people can do; `name` is the text as written. One row a person and capability.
:param rows => [{person: 'acme/person-1', capability: 'python', name: 'Python', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Capability {id: row.capability})
MERGE (a)-[r:CAN]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.name = row.name,
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:CAN]->(b)
  SET
    again.account = row.account,
    again.name = row.name,
    again.place = row.place
)
RETURN count(*) AS linked;
