// Says which message a conversation accepted as its answer. One row a conversation.
:param rows => [{conversation: 'acme/conversation-1', message: 'acme/message-1'}]
UNWIND $rows AS row
MATCH (a:Conversation {id: row.conversation})
MATCH (b:Message {id: row.message})
MERGE (a)-[:ACCEPTED]->(b)
RETURN count(*) AS linked;
