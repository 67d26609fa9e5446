// What the value ledger reads of these conversations, in one row: each as [id, visibility, group, kind, people who took part, hosts, messages]; private ones are left out.
// Standing messages come in order of time as [second, author, answered [who, id, kind, whether its words ask], mentioned, receivers, reactions [who, second], whether its words ask, whether accepted, id, kind, whether it is brief, text where that is not known, refs, the conversations of what it answers elsewhere, null for a private one].
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
WHERE c.visibility <> 'private'
CALL (c) {
  MATCH (m:Message)-[:IN]->(c)
  WHERE m.deleted_at IS NULL
  WITH
    c,
    m,
    head([(m)<-[:WROTE]-(p:Person) | p.id]) AS author,
    COLLECT {
      MATCH (m)-[:REPLIES_TO]->(before:Message)<-[:WROTE]-(p:Person)
      WHERE before.deleted_at IS NULL AND NOT EXISTS { (before)-[:IN]->(:Conversation {visibility: 'private'}) }
      RETURN [p.id, before.id, before.kind, coalesce(before.question, false)]
    } AS answered
  ORDER BY m.at, m.seq, m.id
  RETURN collect([
    m.at.epochSeconds,
    author,
    answered,
    [(m)-[:MENTIONS]->(p:Person) | p.id],
    [(m)-[:SENT_TO]->(p:Person) | p.id],
    [(m)<-[r:REACTED_TO]-(p:Person) | [p.id, coalesce(r.at, m.at).epochSeconds]],
    coalesce(m.question, false),
    EXISTS { (c)-[:ACCEPTED]->(m) },
    m.id,
    m.kind,
    m.brief,
    CASE WHEN m.brief IS NULL THEN m.text END,
    [(m)-[:CARRIES]->(r:Ref) | r.key],
    [(m)-[:REPLIES_TO]->(:Message)-[:IN]->(other:Conversation) WHERE other <> c | CASE WHEN other.visibility <> 'private' THEN other.id END]
  ]) AS messages
}
RETURN collect([
  c.id,
  c.visibility,
  head([(c)-[:HELD_IN]->(g:Group) | g.id]),
  c.kind,
  [(p:Person)-[:TOOK_PART_IN]->(c) | p.id],
  [(p:Person)-[:HOSTS]->(c) | p.id],
  messages
]) AS conversations;
