// Who decided; absent where an import or a method did. Many decisions at once.
:param ids => ['acme/conversation-1>acme/goal-1#1']
MATCH (p:Decision)<-[:DECIDED]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
