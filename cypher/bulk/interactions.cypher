// What people did towards each other in talk: one row a conversation that is not private, its standing messages as [second, author, answered, mentioned, receivers, reactions [who, second]].
MATCH (c:Conversation)
WHERE c.visibility <> 'private'
CALL (c) {
  MATCH (m:Message)-[:IN]->(c)
  WHERE m.deleted_at IS NULL
  WITH
    m,
    head(COLLECT {
      MATCH (m)<-[:WROTE]-(p:Person)
      RETURN p.id
    }) AS author,
    COLLECT {
      MATCH (m)-[:REPLIES_TO]->(before:Message)<-[:WROTE]-(p:Person)
      WHERE before.deleted_at IS NULL
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
    } AS reactions
  RETURN collect([m.at.epochSeconds, author, answered, mentioned, receivers, reactions]) AS messages
}
RETURN
  c.id AS conversation,
  messages AS messages;
