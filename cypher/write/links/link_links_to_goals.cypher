// Ties links to the goals that are claimed. One row a link.
:param rows => [{link: 'acme/conversation-1>acme/goal-1', goal: 'acme/goal-1'}]
UNWIND $rows AS row
MATCH (a:Link {id: row.link})
MATCH (b:Goal {id: row.goal})
MERGE (a)-[:TO]->(b)
RETURN count(*) AS linked;
