// What was earned by the value ledger in talk of sets of goals: one row a column, the cells as [key, months as yyyymm, units of 1/1,441,440].
MATCH (c:ValueColumn)
CALL (c) {
  MATCH (:GoalSet)-[r:EARNED]->(c)
  RETURN collect([r.key, r.months, r.units]) AS cells
}
RETURN
  c.id AS column,
  cells AS cells
ORDER BY column;
