// What people did towards each other in talk: one row a conversation that is not private, its standing messages in order of time as [second, author, answered [who, id, kind, whether its words ask], mentioned, receivers, reactions [who, second], whether its words ask, whether accepted, id, kind, whether it is brief, text where that is not known].
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
      WHERE before.deleted_at IS NULL AND NOT EXISTS { (before)-[:IN]->(:Conversation {visibility: 'private'}) }
      RETURN [p.id, before.id, before.kind, coalesce(before.question, false)]
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
  ORDER BY m.at, m.seq, m.id
  RETURN collect([
    m.at.epochSeconds,
    author,
    answered,
    mentioned,
    receivers,
    reactions,
    coalesce(m.question, false),
    EXISTS { (c)-[:ACCEPTED]->(m) },
    m.id,
    m.kind,
    m.brief,
    CASE WHEN m.brief IS NULL THEN m.text END
  ]) AS messages
}
RETURN
  c.id AS conversation,
  messages AS messages;
