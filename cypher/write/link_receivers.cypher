// Says to whom messages were sent. One row a message and person.
:param rows => [{message: 'acme/message-1', person: 'acme/person-1', place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Message {id: row.message})
MATCH (b:Person {id: row.person})
MERGE (a)-[r:SENT_TO]->(b)
SET
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;
