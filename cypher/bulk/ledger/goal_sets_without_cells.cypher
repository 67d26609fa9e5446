// Sets of goals that no cell of the value ledger points at any more: one row each.
MATCH (s:GoalSet)
WHERE NOT EXISTS { (s)-[:EARNED]->() }
RETURN s.id AS id
ORDER BY id;
