// What people did towards each other in talk that advances the goal or what supports it: one row a message.
:param goal => 'acme/goal-1'
MATCH (g:Goal {id: $goal})<-[:SUPPORTS]-*(below:Goal)<-[:ADVANCES]-(c:Conversation)
WITH DISTINCT c
WHERE c.visibility <> 'private'
MATCH (m:Message)-[:IN]->(c)
WHERE m.deleted_at IS NULL
RETURN
  c.id AS conversation,
  m.at.epochSeconds AS at,
  head(COLLECT {
    MATCH (m)<-[:WROTE]-(p:Person)
    RETURN p.id
  }) AS author,
  COLLECT {
    MATCH (m)-[:REPLIES_TO]->(answered:Message)<-[:WROTE]-(p:Person)
    WHERE answered.deleted_at IS NULL
    RETURN p.id
  } AS answered,
  COLLECT {
    MATCH (m)-[:MENTIONS]->(p:Person)
    RETURN p.id
  } AS mentioned,
  COLLECT {
    MATCH (m)-[:SENT_TO]->(p:Person)
    RETURN p.id
  } AS receivers,
  COLLECT {
    MATCH (m)<-[r:REACTED_TO]-(p:Person)
    RETURN [p.id, coalesce(r.at, m.at).epochSeconds]
  } AS reactions;
