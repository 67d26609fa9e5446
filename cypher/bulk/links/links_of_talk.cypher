// The links of these conversations and whether the machine's word still stands in each. One row a link.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})<-[:OF]-(l:Link)-[:TO]->(g:Goal)
RETURN
  c.id AS conversation,
  g.id AS goal,
  l.state AS state,
  l.method AS method,
  l.score AS score,
  coalesce(l.reasons, []) AS reasons,
  l.version AS version,
  EXISTS {
    MATCH (d:Decision {id: l.id + '#' + toString(l.version)})
    WHERE d.capacity = 'machine'
  } AS machine
ORDER BY conversation, goal;
