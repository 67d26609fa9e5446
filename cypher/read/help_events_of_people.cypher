// How people helped each other, the newest of each pair: a row a pair, events as [whether the near one helped, kind, time, label, id of what shows it]. Many pairs at once.
:param ties => [{near: 'acme/person-1', far: ['acme/person-1', 'acme/person-2']}]
:param kinds => ['answer', 'solution', 'connection', 'introduction']
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
  MATCH (a)-[:WROTE]->(m:Message)-[:REPLIES_TO]->(q:Message)<-[:WROTE]-(b:Person)
  WHERE
    'answer' IN $kinds AND b.id IN tie.far AND q.question
    AND m.deleted_at IS NULL AND q.deleted_at IS NULL
  RETURN b, true AS acted, 'answer' AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)-[:WROTE]->(q:Message)<-[:REPLIES_TO]-(m:Message)<-[:WROTE]-(b:Person)
  WHERE
    'answer' IN $kinds AND b.id IN tie.far AND q.question
    AND m.deleted_at IS NULL AND q.deleted_at IS NULL
  RETURN b, false AS acted, 'answer' AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)-[:WROTE]->(m:Message)<-[:ACCEPTED]-(c:Conversation)
  WHERE 'answer' IN $kinds AND m.deleted_at IS NULL
  WITH tie, m, c, true AS acted
  CALL (c) {
    MATCH (c)<-[:IN]-(f:Message)<-[:WROTE]-(b:Person)
    WHERE f.deleted_at IS NULL
    RETURN b ORDER BY coalesce(f.question, false) DESC, f.at, f.seq, f.id LIMIT 1
  }
  WITH tie, m, b, acted
  WHERE
    b.id IN tie.far
    AND NOT EXISTS {
      (m)-[:REPLIES_TO]->(q:Message)<-[:WROTE]-(:Person)
      WHERE q.question AND q.deleted_at IS NULL
    }
  RETURN b, acted, 'answer' AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)-[:WROTE]->(:Message)-[:IN]->(c:Conversation)
  WHERE 'answer' IN $kinds
  WITH DISTINCT a, tie, c
  MATCH (c)-[:ACCEPTED]->(m:Message)<-[:WROTE]-(b:Person)
  WHERE
    b.id IN tie.far
    AND m.deleted_at IS NULL
    AND NOT EXISTS {
      (m)-[:REPLIES_TO]->(q:Message)<-[:WROTE]-(:Person)
      WHERE q.question AND q.deleted_at IS NULL
    }
  CALL (c) {
    MATCH (c)<-[:IN]-(f:Message)<-[:WROTE]-(asker:Person)
    WHERE f.deleted_at IS NULL
    RETURN asker ORDER BY coalesce(f.question, false) DESC, f.at, f.seq, f.id LIMIT 1
  }
  WITH a, m, b, asker
  WHERE asker = a
  RETURN b, false AS acted, 'answer' AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)-[r:SOLVED]->(n:Need)<-[:ASKED]-(b:Person)
  WHERE 'solution' IN $kinds AND b.id IN tie.far
  RETURN b, true AS acted, 'solution' AS kind, coalesce(r.at, n.solved_at) AS at, n AS node
UNION ALL
  MATCH (a)-[:ASKED]->(n:Need)<-[r:SOLVED]-(b:Person)
  WHERE 'solution' IN $kinds AND b.id IN tie.far
  RETURN b, false AS acted, 'solution' AS kind, coalesce(r.at, n.solved_at) AS at, n AS node
UNION ALL
  MATCH (a)-[:CONNECTED]->(n:Need)<-[:ASKED]-(b:Person)
  WHERE 'connection' IN $kinds AND b.id IN tie.far AND NOT EXISTS { (a)-[:SOLVED]->(n) }
  RETURN b, true AS acted, 'connection' AS kind, coalesce(n.matched_at, n.solved_at) AS at, n AS node
UNION ALL
  MATCH (a)-[:ASKED]->(n:Need)<-[:CONNECTED]-(b:Person)
  WHERE 'connection' IN $kinds AND b.id IN tie.far AND NOT EXISTS { (b)-[:SOLVED]->(n) }
  RETURN b, false AS acted, 'connection' AS kind, coalesce(n.matched_at, n.solved_at) AS at, n AS node
UNION ALL
  MATCH (a)-[h:HELPED]->(b:Person)
  WHERE 'introduction' IN $kinds AND h.kind = 'introduction' AND b.id IN tie.far
  UNWIND h.messages AS message
  MATCH (m:Message {id: message})
  WHERE m.deleted_at IS NULL
  RETURN b, true AS acted, 'introduction' AS kind, m.at AS at, m AS node
UNION ALL
  MATCH (a)<-[h:HELPED]-(b:Person)
  WHERE 'introduction' IN $kinds AND h.kind = 'introduction' AND b.id IN tie.far
  UNWIND h.messages AS message
  MATCH (m:Message {id: message})
  WHERE m.deleted_at IS NULL
  RETURN b, false AS acted, 'introduction' AS kind, m.at AS at, m AS node
}
WITH goals, a, b, acted, kind, at, node
WHERE
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
