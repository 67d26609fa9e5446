// Who solved it. Many needs at once.
:param ids => ['acme/need-1']
MATCH (p:Need)<-[:SOLVED]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
