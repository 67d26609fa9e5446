// What was earned in the value ledger for these goals and what supports them, by everybody, known or not: a row a goal, column and month (yyyymm).
// Talk of two such goals counts once; goals that are archived or dropped, and what supports the goal only through them, do not count. Units are 1/1,441,440 of an event.
:param ids => ['acme/goal-1']
:param since => 197001
:param until => 999912
UNWIND $ids AS id
MATCH path = (:Goal {id: id})<-[:SUPPORTS]-*(below:Goal)
WHERE all(g IN nodes(path) WHERE NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped')
MATCH (below)<-[:HOLDS]-(s:GoalSet)
WITH DISTINCT id, s
MATCH (s)-[r:EARNED]->(c:ValueColumn)
UNWIND range(0, size(r.months) - 1) AS place
WITH id, c, r.months[place] AS month, r.units[place] AS units
WHERE month >= $since AND month < $until
RETURN
  id AS goal,
  c.id AS column,
  month AS month,
  sum(units) AS units
ORDER BY goal, month, c.id;
