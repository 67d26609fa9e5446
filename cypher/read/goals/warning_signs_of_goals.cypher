// Who answers for these goals, what the latest check-in before `until` says, and, where that is on_track or `every` is true, what their talk and that of the goals below says: when it was last, and in which conversations questions asked between `before`, `since` and `until` had no answer by somebody else at the end of `since` or `until`. One row a goal; each conversation is looked at once, however many goals it is below.
:param ids => ['acme/goal-1']
:param before => datetime('2026-01-01T00:00:00Z')
:param since => datetime('2026-01-15T00:00:00Z')
:param every => false
:param until => datetime('2100-01-01T00:00:00Z')
MATCH (g:Goal)
WHERE g.id IN $ids
CALL (g) {
  MATCH (g)<-[:OF]-(said:CheckIn)
  WHERE said.at < $until AND said.status IS NOT NULL
  RETURN max([said.by_at, said.status])[1] AS said_status
}
CALL (g, said_status) {
  MATCH (g)<-[:SUPPORTS]-*(below:Goal)
  WHERE $every OR said_status = 'on_track'
  RETURN collect(DISTINCT below) AS goals
}
UNWIND CASE WHEN goals = [] THEN [null] ELSE goals END AS one
WITH one, collect([g, said_status]) AS above
CALL (one) {
  MATCH (one:Goal)<-[:ADVANCES]-(c:Conversation)
  WHERE true // +policy c:Conversation
  RETURN collect(DISTINCT c) AS talks
}
UNWIND CASE WHEN talks = [] THEN [null] ELSE talks END AS talk
UNWIND above AS pair
WITH talk, collect(DISTINCT pair) AS above
CALL (talk) {
  MATCH (talk:Conversation)<-[:IN]-(m:Message)
  WHERE m.at < $until AND m.deleted_at IS NULL
    AND NOT EXISTS { (m)<-[:WROTE]-(p:Person) WHERE p.bot }
  RETURN max(m.at) AS last_at
}
CALL (talk) {
  MATCH (talk:Conversation)<-[:IN]-(q:Message)
  WHERE q.question AND coalesce(q.kind, 'question') = 'question' AND q.deleted_at IS NULL AND q.at >= $before AND q.at < $until
    AND NOT EXISTS { (q)<-[:WROTE]-(p:Person) WHERE p.bot }
  WITH talk, q, CASE WHEN q.at < $since THEN $since ELSE $until END AS end
  WHERE NOT EXISTS {
    MATCH (talk)<-[:IN]-(later:Message)
    WHERE later.by_at > q.by_at AND later.at < end AND later.deleted_at IS NULL
      AND NOT EXISTS { (later)<-[:WROTE]-(p:Person) WHERE p.bot OR (p)-[:WROTE]->(q) }
  } AND NOT EXISTS {
    MATCH (q)<-[:REPLIES_TO]-(reply:Message)
    WHERE // +policy reply:Message
      reply.at < end AND reply.deleted_at IS NULL
      AND NOT EXISTS { (reply)<-[:WROTE]-(p:Person) WHERE p.bot OR (p)-[:WROTE]->(q) }
  }
  RETURN
    count(CASE WHEN q.at >= $since THEN 1 END) AS now,
    count(CASE WHEN q.at < $since THEN 1 END) AS earlier
}
UNWIND above AS pair
WITH
  pair[0] AS g,
  pair[1] AS said_status,
  max(last_at) AS last_talk_at,
  collect(CASE WHEN now + earlier > 0 THEN [talk.id, now, earlier] END) AS open
RETURN
  g.id AS id,
  coalesce(g.archived, false) OR coalesce(g.status IN ['achieved', 'missed', 'dropped'], false) AS closed,
  COLLECT { MATCH (g)<-[:OWNS]-(p:Person) RETURN p.id ORDER BY p.id } AS owners,
  said_status AS said_status,
  last_talk_at AS last_talk_at,
  open AS open
ORDER BY id;
