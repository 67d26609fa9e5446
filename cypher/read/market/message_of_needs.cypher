// The message in which it was raised. Many needs at once.
:param ids => ['acme/need-1']
MATCH (p:Need)-[:RAISED_IN]->(n:Message)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns messages_by_id
ORDER BY p.id, n.id;
