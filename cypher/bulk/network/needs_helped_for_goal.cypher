// Needs about the goal or what supports it, or raised in talk that advances these, that somebody solved or brought a solver to, but for those raised in private: one row a need, times in seconds.
:param goal => 'acme/goal-1'
MATCH (:Goal {id: $goal})<-[:SUPPORTS]-*(below:Goal)
WITH collect(DISTINCT below) AS goals
UNWIND goals AS goal
CALL (goal) {
  MATCH (goal)<-[:ABOUT]-(n:Need)
  RETURN n
  UNION
  MATCH (goal)<-[:ADVANCES]-(:Conversation)<-[:RAISED_IN]-(n:Need)
  RETURN n
  UNION
  MATCH (goal)<-[:ADVANCES]-(:Conversation)<-[:IN]-(:Message)<-[:RAISED_IN]-(n:Need)
  RETURN n
}
WITH DISTINCT n
MATCH (n)<-[:ASKED]-(asker:Person)
WHERE
  EXISTS { (n)<-[:SOLVED|CONNECTED]-(:Person) }
  AND NOT EXISTS { (n)-[:RAISED_IN]->(:Conversation {visibility: 'private'}) }
  AND NOT EXISTS { (n)-[:RAISED_IN]->(:Message)-[:IN]->(:Conversation {visibility: 'private'}) }
RETURN
  asker.id AS asker,
  COLLECT {
    MATCH (n)<-[r:SOLVED]-(p:Person)
    RETURN [p.id, coalesce(r.at, n.solved_at).epochSeconds]
  } AS solvers,
  CASE
    WHEN EXISTS { (n)<-[:SOLVED]-(asker) } AND COUNT { (n)<-[:SOLVED]-(:Person) } = 1 THEN n.matched_at.epochSeconds
    ELSE coalesce(n.matched_at, n.solved_at).epochSeconds
  END AS matched,
  COLLECT {
    MATCH (n)<-[:CONNECTED]-(p:Person)
    RETURN p.id
  } AS connectors,
  n.id AS need
ORDER BY need;
