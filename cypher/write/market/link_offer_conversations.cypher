// Says in which conversation offers were made. One row an offer.
:param rows => [{offer: 'acme/offer-1', conversation: 'acme/conversation-1'}]
UNWIND $rows AS row
MATCH (a:Offer {id: row.offer})
MATCH (b:Conversation {id: row.conversation})
MERGE (a)-[:MADE_IN]->(b)
RETURN count(*) AS linked;
