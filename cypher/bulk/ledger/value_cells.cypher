// What people earned by the value ledger: one row a column, the cells as [key, months as yyyymm, units of 1/1,441,440].
MATCH (c:ValueColumn)
CALL (c) {
  MATCH (:Person)-[r:EARNED]->(c)
  RETURN collect([r.key, r.months, r.units]) AS cells
}
RETURN
  c.id AS column,
  cells AS cells
ORDER BY column;
