// Puts messages into their conversations. One row a message.
:param rows => [{message: 'acme/message-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Message {id: row.message})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:IN]->(b)
RETURN count(*) AS linked;
