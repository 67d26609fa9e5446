// Says in which message needs were raised. One row a need.
:param rows => [{need: 'acme/need-1', message: 'acme/message-1'}]
UNWIND $rows AS row
MATCH (a:Need {id: row.need})
MATCH (b:Message {id: row.message})
MERGE (a)-[:RAISED_IN]->(b)
RETURN count(*) AS linked;
