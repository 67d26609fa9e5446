// How people helped each other, the newest of each pair, answers and introductions as of the latest analysis of all talk: a row a pair, events as [whether the near one helped, kind, time, label, id of what shows it]. Many pairs at once.
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
  MATCH (a)-[r:SOLVED|CONNECTED]->(n:Need)<-[:ASKED]-(b:Person)
  WHERE b.id IN tie.far AND (type(r) = 'SOLVED' OR NOT EXISTS { (a)-[:SOLVED]->(n) })
  RETURN
    b,
    true AS acted,
    CASE type(r) WHEN 'SOLVED' THEN 'solution' ELSE 'connection' END AS kind,
    CASE type(r) WHEN 'SOLVED' THEN coalesce(head(COLLECT { MATCH (a)-[solving:SOLVED]->(n) RETURN solving.at }), n.solved_at) WHEN 'CONNECTED' THEN CASE WHEN EXISTS { (b)-[:SOLVED]->(n) } AND COUNT { (n)<-[:SOLVED]-(:Person) } = 1 THEN n.matched_at ELSE coalesce(n.matched_at, n.solved_at) END END AS at,
    n AS node
UNION ALL
  MATCH (a)-[:ASKED]->(n:Need)<-[r:SOLVED|CONNECTED]-(b:Person)
  WHERE b.id IN tie.far AND (type(r) = 'SOLVED' OR NOT EXISTS { (b)-[:SOLVED]->(n) })
  RETURN
    b,
    false AS acted,
    CASE type(r) WHEN 'SOLVED' THEN 'solution' ELSE 'connection' END AS kind,
    CASE type(r) WHEN 'SOLVED' THEN coalesce(head(COLLECT { MATCH (b)-[solving:SOLVED]->(n) RETURN solving.at }), n.solved_at) WHEN 'CONNECTED' THEN CASE WHEN EXISTS { (a)-[:SOLVED]->(n) } AND COUNT { (n)<-[:SOLVED]-(:Person) } = 1 THEN n.matched_at ELSE coalesce(n.matched_at, n.solved_at) END END AS at,
    n AS node
UNION ALL
  MATCH (a)-[h:HELPED]-(b:Person)
  WHERE b.id IN tie.far AND h.messages IS NOT NULL
  UNWIND h.messages AS message
  MATCH (m:Message {id: message})
  WHERE m.deleted_at IS NULL
  RETURN b, startNode(h) = a AS acted, h.kind AS kind, m.at AS at, m AS node
}
WITH goals, a, b, acted, kind, at, node
WHERE // +policy node:Message?, node:Need?
  at >= $since
  AND at < $until
  AND NOT EXISTS { (node)-[:IN|RAISED_IN]->(:Conversation {visibility: 'private'}) }
  AND NOT EXISTS { (node)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation {visibility: 'private'}) }
  AND (
    $goal IS NULL
    OR EXISTS { (node)-[:IN|RAISED_IN]->(:Conversation)-[:ADVANCES]->(g:Goal) WHERE g IN goals }
    OR EXISTS { (node)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation)-[:ADVANCES]->(g:Goal) WHERE g IN goals }
    OR EXISTS { (node)-[:ABOUT]->(g:Goal) WHERE g IN goals }
  )
WITH a, b, acted, kind, at, node ORDER BY at DESC, kind, node.id
WITH a, b, collect([acted, kind, at, head(labels(node)), node.id])[..$limit] AS events
RETURN
  a.id AS parent,
  b.id AS id,
  events AS events
ORDER BY parent, id;
