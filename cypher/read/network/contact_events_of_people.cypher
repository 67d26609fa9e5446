// What people did towards each other in talk, the newest of each pair: a row a pair, events as [whether the near one acted, both acted: null; kind, time, label, id of what shows it]. Many pairs at once.
:param ties => [{near: 'acme/person-1', far: ['acme/person-1', 'acme/person-2']}]
:param goal => null
:param since => datetime('1970-01-01T00:00:00Z')
:param until => datetime('2100-01-01T00:00:00Z')
:param limit => 10
CALL () {
  MATCH (:Goal {id: $goal})<-[:SUPPORTS]-*(below:Goal)
  RETURN collect(DISTINCT below) AS goals
}
UNWIND $ties AS tie
MATCH (a:Person {id: tie.near})
CALL (a, tie) {
  MATCH (a)-[:WROTE]->(mine:Message)-[reply:REPLIES_TO]-(other:Message)<-[:WROTE]-(b:Person)
  WHERE // +policy mine:Message, other:Message
    b.id IN tie.far AND mine.deleted_at IS NULL AND other.deleted_at IS NULL
    AND NOT EXISTS { (mine)-[:IN]->(:Conversation {visibility: 'private'}) }
    AND NOT EXISTS { (other)-[:IN]->(:Conversation {visibility: 'private'}) }
  WITH b, startNode(reply) = mine AS acted, mine, other
  WITH b, acted, CASE WHEN acted THEN mine ELSE other END AS node
  RETURN b, acted, 'reply' AS kind, node.at AS at, node
UNION ALL
  MATCH (a)-[:WROTE]->(m:Message)-[naming:MENTIONS|SENT_TO]->(b:Person)
  WHERE b.id IN tie.far AND m.deleted_at IS NULL
  RETURN b, true AS acted, CASE type(naming) WHEN 'SENT_TO' THEN 'sent' ELSE 'mention' END AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)<-[naming:MENTIONS|SENT_TO]-(m:Message)<-[:WROTE]-(b:Person)
  WHERE b.id IN tie.far AND m.deleted_at IS NULL
  RETURN b, false AS acted, CASE type(naming) WHEN 'SENT_TO' THEN 'sent' ELSE 'mention' END AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)-[r:REACTED_TO]->(m:Message)<-[:WROTE]-(b:Person)
  WHERE b.id IN tie.far AND m.deleted_at IS NULL
  RETURN b, true AS acted, 'reaction' AS kind, coalesce(r.at, m.at) AS at, m AS node
UNION ALL
  MATCH (a)-[:WROTE]->(m:Message)<-[r:REACTED_TO]-(b:Person)
  WHERE b.id IN tie.far AND m.deleted_at IS NULL
  RETURN b, false AS acted, 'reaction' AS kind, coalesce(r.at, m.at) AS at, m AS node
UNION ALL
  MATCH (a)-[:WROTE]->(m:Message)-[:IN]->(c:Conversation)
  WHERE m.deleted_at IS NULL
  WITH c, tie, min(m.at) AS began
  MATCH (c)<-[:IN]-(m:Message)<-[:WROTE]-(b:Person)
  WHERE b.id IN tie.far AND m.deleted_at IS NULL
  WITH c, b, began, min(m.at) AS joined
  WHERE
    COUNT {
      MATCH (c)<-[:IN]-(m:Message)<-[:WROTE]-(p:Person)
      WHERE m.deleted_at IS NULL AND NOT coalesce(p.bot, false)
      RETURN DISTINCT p
    } <= 30
  RETURN
    b,
    null AS acted,
    'thread' AS kind,
    CASE WHEN began > joined THEN began ELSE joined END AS at,
    c AS node
}
WITH goals, a, b, acted, kind, at, node
WHERE // +policy node:Message?, node:Conversation?
  at >= $since
  AND at < $until
  AND coalesce(head(COLLECT { MATCH (node)-[:IN]->(c:Conversation) RETURN c.visibility }), node.visibility) <> 'private'
  AND (
    $goal IS NULL
    OR EXISTS { (node)-[:ADVANCES]->(g:Goal) WHERE g IN goals }
    OR EXISTS { (node)-[:IN]->(:Conversation)-[:ADVANCES]->(g:Goal) WHERE g IN goals }
  )
WITH a, b, acted, kind, at, node ORDER BY at DESC, kind, node.id
WITH a, b, collect([acted, kind, at, head(labels(node)), node.id])[..$limit] AS events
RETURN
  a.id AS parent,
  b.id AS id,
  events AS events
ORDER BY parent, id;
