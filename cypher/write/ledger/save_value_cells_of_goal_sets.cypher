// Saves what was earned in talk of sets of goals, a cell a set and column, months as yyyymm beside units of 1/1,441,440; rows come sorted by key.
:param rows => [{key: '3b1f0c9d2e4a5f60>P1.given', owner: '3b1f0c9d2e4a5f60', column: 'P1.given', months: [202601], units: [1441440]}]
UNWIND $rows AS row
MATCH (s:GoalSet {id: row.owner})
MERGE (c:ValueColumn {id: row.column})
MERGE (s)-[r:EARNED {key: row.key}]->(c)
SET
  r.months = row.months,
  r.units = row.units
RETURN count(r) AS saved;
