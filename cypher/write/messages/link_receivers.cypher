// Says to whom messages were sent. One row a message and person.
:param rows => [{message: 'acme/message-1', person: 'acme/person-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(b:Person)
MATCH (a:Message {id: row.message})
MERGE (a)-[r:SENT_TO]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (a)-[again:SENT_TO]->(second)
  SET
    again.account = row.account,
    again.place = row.place
)
RETURN count(*) AS linked;
