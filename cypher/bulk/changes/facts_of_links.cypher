// What changes are told of, of these links: their conversation and their facts: kind, other thing, value. One row a link.
:param ids => ['acme/conversation-1>acme/goal-1']
UNWIND $ids AS id
MATCH (l:Link {id: id})
MATCH (l)-[:OF]->(c:Conversation)
RETURN
  l.id AS id,
  true AS whole,
  null AS start,
  c.id AS talk,
  [['link_state', '', l.state]] AS facts
ORDER BY id;
