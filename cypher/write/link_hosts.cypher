// Says who hosted conversations. One row a person and conversation.
:param rows => [{person: 'acme/person-1', conversation: 'acme/conversation-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[r:HOSTS]->(b)
SET
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;
