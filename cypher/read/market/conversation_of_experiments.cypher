// The conversation in which it is discussed. Many experiments at once.
:param ids => ['acme/experiment-1']
MATCH (p:Experiment)-[:DISCUSSED_IN]->(n:Conversation)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns conversations_by_id
ORDER BY p.id, n.id;
