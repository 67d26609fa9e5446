// Ties decisions to their links. One row a decision.
:param rows => [{decision: 'acme/conversation-1>acme/goal-1#1', link: 'acme/conversation-1>acme/goal-1'}]
UNWIND $rows AS row
MATCH (a:Decision {id: row.decision})
MATCH (b:Link {id: row.link})
MERGE (a)-[:ON]->(b)
RETURN count(*) AS linked;
