// Says in which group conversations took place. One row a conversation.
:param rows => [{conversation: 'acme/conversation-1', group: 'acme/group-1'}]
UNWIND $rows AS row
MATCH (a:Conversation {id: row.conversation})
MATCH (b:Group {id: row.group})
MERGE (a)-[:HELD_IN]->(b)
RETURN count(*) AS linked;
