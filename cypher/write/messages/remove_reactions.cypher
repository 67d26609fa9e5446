// Takes reactions back, and asks to settle the conversations that they were in. One row in all.
:param ids => ['acme/key-9']
UNWIND $ids AS key
MATCH ()-[r:REACTED_TO {key: key}]->(:Message)-[:IN]->(c:Conversation)
SET c.stale = coalesce(c.stale, 'changed')
DELETE r
RETURN count(*) AS removed;
