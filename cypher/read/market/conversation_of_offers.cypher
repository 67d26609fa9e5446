// The conversation in which it was made. Many offers at once.
:param ids => ['acme/offer-1']
MATCH (p:Offer)-[:MADE_IN]->(n:Conversation)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
