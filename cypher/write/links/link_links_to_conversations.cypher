// Ties links to the conversations that make the claim. One row a link.
:param rows => [{link: 'acme/conversation-1>acme/goal-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Link {id: row.link})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:OF]->(b)
RETURN count(*) AS linked;
