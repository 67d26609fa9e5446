// Who wrote it; absent where the source does not know. Many messages at once.
:param ids => ['acme/message-1']
MATCH (p:Message)<-[:WROTE]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
