// Says which message a message answers. One row a message.
:param rows => [{message: 'acme/message-1', parent: 'acme/message-2'}]
UNWIND $rows AS row
MATCH (a:Message {id: row.message})
MATCH (b:Message {id: row.parent})
MERGE (a)-[:REPLIES_TO]->(b)
RETURN count(*) AS linked;
