// What these people or sets of goals earned by the value ledger in these columns: one row a cell that is there.
:param rows => [{owner: 'acme/person-1', column: 'P1.given'}]
UNWIND $rows AS row
CALL (row) {
  MATCH (:Person {id: row.owner})-[r:EARNED]->(:ValueColumn {id: row.column})
  RETURN r
  UNION ALL
  MATCH (:GoalSet {id: row.owner})-[r:EARNED]->(:ValueColumn {id: row.column})
  RETURN r
}
RETURN
  r.key AS key,
  r.months AS months,
  r.units AS units
ORDER BY key;
