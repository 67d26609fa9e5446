// Says who is listed as taking part in conversations. One row a person and conversation.
// What a second account of a person says again hangs on the account.
:param rows => [{person: 'acme/person-1', conversation: 'acme/conversation-1', listed: true, place: null, account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[:OF]->(a:Person)
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[r:TOOK_PART_IN]->(b)
FOREACH (own IN CASE WHEN r.listed IS NULL THEN [r] ELSE [] END |
  SET
    own.listed = row.listed,
    own.account = row.account
)
FOREACH (own IN CASE WHEN r.account = row.account THEN [r] ELSE [] END |
  SET own.place = row.place
)
FOREACH (second IN CASE WHEN r.account = row.account THEN [] ELSE [x] END |
  MERGE (second)-[again:TOOK_PART_IN]->(b)
  SET
    again.listed = row.listed,
    again.account = row.account,
    again.place = row.place
)
RETURN count(*) AS linked;
