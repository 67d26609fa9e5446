// Says which goals conversations advance: those of confirmed links. One row a link.
:param rows => [{conversation: 'acme/conversation-1', goal: 'acme/goal-1'}]
UNWIND $rows AS row
MATCH (a:Conversation {id: row.conversation})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[:ADVANCES]->(b)
RETURN count(*) AS linked;
