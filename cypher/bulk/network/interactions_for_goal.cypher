// What people did towards each other in talk that advances the goal or what supports it: one row a conversation, its standing messages in order of time as [second, author, answered [who, whether a question], mentioned, receivers, reactions [who, second], whether a question, whether accepted, id where it names somebody].
:param goal => 'acme/goal-1'
MATCH (g:Goal {id: $goal})<-[:SUPPORTS]-*(below:Goal)<-[:ADVANCES]-(c:Conversation)
WITH DISTINCT c
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
      RETURN [p.id, coalesce(before.question, false)]
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
    CASE WHEN size(mentioned) > 0 THEN m.id END
  ]) AS messages
}
RETURN
  c.id AS conversation,
  messages AS messages;
