// Says who hosted conversations. One row a person and conversation.
:param rows => [{person: 'acme/person-1', conversation: 'acme/conversation-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[r:HOSTS]->(b)
ON CREATE SET r.account = row.account
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET
    own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:HOSTS]->(b)
  SET
    again.account = row.account,
    again.place = row.place
)
RETURN count(*) AS linked;
