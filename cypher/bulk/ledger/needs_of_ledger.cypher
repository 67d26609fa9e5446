// Needs with all that became of them, those raised in private left out: one row a need, times in seconds.
MATCH (n:Need)
WHERE
  NOT EXISTS { (n)-[:RAISED_IN]->(:Conversation {visibility: 'private'}) }
  AND NOT EXISTS { (n)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation {visibility: 'private'}) }
RETURN
  n.id AS need,
  n.state AS state,
  n.asked_at.epochSeconds AS asked,
  n.matched_at.epochSeconds AS matched,
  n.solved_at.epochSeconds AS solved,
  head([(n)<-[:ASKED]-(p:Person) | p.id]) AS asker,
  [(n)<-[r:SOLVED]-(p:Person) | [p.id, coalesce(r.at, n.solved_at).epochSeconds]] AS solvers,
  [(n)<-[:CONNECTED]-(p:Person) | p.id] AS connectors,
  [(n)<-[r:HELD]-(p:Person) | [p.id, r.since.epochSeconds, r.until.epochSeconds]] AS holds,
  head([(n)-[:RAISED_IN]->(m:Message) | m.id]) AS message,
  head([(n)-[:RAISED_IN]->(:Message)-[:IN]->(c:Conversation) | c.id] + [(n)-[:RAISED_IN]->(c:Conversation) | c.id]) AS conversation,
  [(n)-[:ABOUT]->(g:Goal) | g.id] AS goals
ORDER BY need;
