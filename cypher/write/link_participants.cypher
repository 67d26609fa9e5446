// Says who is listed as taking part in conversations. One row a person and conversation.
:param rows => [{person: 'acme/person-1', conversation: 'acme/conversation-1', listed: true, place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (a:Person {id: row.person})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[r:TOOK_PART_IN]->(b)
SET
  r.listed = row.listed,
  r.place = row.place,
  r.account = row.account
RETURN count(*) AS linked;
