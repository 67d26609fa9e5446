// The group that it took place in. Many conversations at once.
:param ids => ['acme/conversation-1']
MATCH (p:Conversation)-[:HELD_IN]->(n:Group)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns groups_by_id
ORDER BY p.id, n.id;
