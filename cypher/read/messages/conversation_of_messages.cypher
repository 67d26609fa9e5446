// The conversation that it was written in. Many messages at once.
:param ids => ['acme/message-1']
MATCH (p:Message)-[:IN]->(n:Conversation)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
