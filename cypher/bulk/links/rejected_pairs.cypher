// Pairs of conversation and goal that people have rejected, the latest first.
:param limit => 2000
MATCH (l:Link {state: 'rejected'})
WITH l
ORDER BY l.at DESC, l.id
LIMIT $limit
MATCH (c:Conversation)<-[:OF]-(l)-[:TO]->(g:Goal)
WHERE c.visibility <> 'private'
RETURN
  c.id AS conversation,
  g.id AS goal
ORDER BY conversation, goal;
