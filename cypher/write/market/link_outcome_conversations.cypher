// Says from which conversation outcomes came. One row an outcome.
:param rows => [{outcome: 'acme/outcome-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Outcome {id: row.outcome})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:CAME_FROM]->(b)
RETURN count(*) AS linked;
