// Says in which conversation needs were raised. One row a need.
:param rows => [{need: 'acme/need-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Need {id: row.need})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:RAISED_IN]->(b)
RETURN count(*) AS linked;
