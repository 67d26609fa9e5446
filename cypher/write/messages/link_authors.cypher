// Says who wrote messages. One row a message.
:param rows => [{person: 'acme/person-1', message: 'acme/message-1', account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Message {id: row.message})
MERGE (a)-[r:WROTE]->(b)
SET
  r.account = row.account
RETURN count(*) AS linked;
