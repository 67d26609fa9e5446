// Saves sets of goals that cells of the value ledger point at; rows come sorted by id.
:param rows => [{id: '3b1f0c9d2e4a5f60', goals: ['acme/goal-1']}]
UNWIND $rows AS row
MERGE (s:GoalSet {id: row.id})
WITH s, row
CALL (s, row) {
  UNWIND row.goals AS goal
  MATCH (g:Goal {id: goal})
  MERGE (s)-[:HOLDS]->(g)
}
RETURN count(s) AS saved;
