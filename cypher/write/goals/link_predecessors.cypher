// Ties these goals to the goals of earlier periods that they carry on, and to those that carry them on, whichever came first. One row a goal.
:param rows => [{goal: 'acme/goal-2'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.goal})
CALL (g) {
  MATCH (former:Goal {id: g.predecessor})
  WHERE former <> g
  MERGE (g)-[:SUCCEEDS]->(former)
}
CALL (g) {
  MATCH (later:Goal {predecessor: g.id})
  WHERE later <> g
  MERGE (later)-[:SUCCEEDS]->(g)
}
RETURN count(*) AS linked;
