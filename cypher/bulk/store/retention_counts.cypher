// How much a retention takes out that keeps what is of a moment (whose key `until` is) and later. One row in all.
:param before => datetime('2020-01-01T00:00:00Z')
:param until => '2020-01-01T00:00:00.000000Z'
CALL () {
  MATCH (c:Conversation)
  WHERE c.by_start > ''
    AND coalesce(c.started_at < $before, EXISTS { (c)<-[:IN]-(:Message) })
    AND NOT EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
  RETURN
    count(c) AS conversations,
    sum(COUNT { (c)<-[:OF]-(:Link) }) AS links,
    sum(COUNT { (c)<-[:OF]-(:Link)<-[:ON]-(:Decision) }) AS decisions,
    sum(COUNT { (c)<-[:CAME_FROM]-(:Outcome) }) AS outcomes
}
CALL () {
  MATCH (m:Message)
  WHERE m.by_time > '' AND m.by_time < $until
  RETURN
    count(m) AS messages,
    sum(COUNT { (m)<-[:REACTED_TO]-() }) AS reactions
}
CALL () {
  MATCH (n:Need)
  WHERE n.by_at > '' AND n.by_at < $until
    AND EXISTS { (n)-[:RAISED_IN]->() }
    AND NOT EXISTS { MATCH (n)-[:RAISED_IN]->(m:Message) WHERE m.at >= $before }
    AND NOT EXISTS {
      MATCH (n)-[:RAISED_IN]->(c:Conversation)
      WHERE c.started_at >= $before OR EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
    }
  RETURN count(n) AS needs
}
CALL () {
  MATCH (o:Offer)
  WHERE o.by_at > '' AND o.by_at < $until
    AND EXISTS { (o)-[:MADE_IN]->(:Conversation) }
    AND NOT EXISTS {
      MATCH (o)-[:MADE_IN]->(c:Conversation)
      WHERE c.started_at >= $before OR EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
    }
  RETURN count(o) AS offers
}
CALL () {
  MATCH (a:Analysis)
  WHERE a.by_at > '' AND a.until <= $before
  RETURN count(a) AS analyses
}
CALL () {
  MATCH (told:Change)
  WHERE told.at < $before
  RETURN count(told) AS changes
}
RETURN
  conversations AS conversations,
  messages AS messages,
  reactions AS reactions,
  links AS links,
  decisions AS decisions,
  outcomes AS outcomes,
  needs AS needs,
  offers AS offers,
  analyses AS analyses,
  changes AS changes;
