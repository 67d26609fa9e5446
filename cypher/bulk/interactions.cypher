// What people did towards each other in talk: one row a message that still stands in a conversation that is not private.
MATCH (m:Message)-[:IN]->(c:Conversation)
WHERE m.deleted_at IS NULL AND c.visibility <> 'private'
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
