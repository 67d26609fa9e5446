// The sets of goals that cells of the value ledger point at: one row a set, with the ids of its goals.
MATCH (s:GoalSet)
RETURN
  s.id AS id,
  COLLECT {
    MATCH (s)-[:HOLDS]->(g:Goal)
    RETURN g.id
  } AS goals
ORDER BY id;
