// Saves packed columns of the value ledger, a node a month and column; rows come sorted by id, which names what is in them.
// `data` is base64 of compressed whole numbers; the column `tables` of a month names its people, sets of goals and evidence.
:param rows => [{id: '2026-01/P1.given/8f14e45fceea167a', month: '2026-01', name: 'P1.given', rows: 2, data: 'eJwDAAAAAAE='}]
UNWIND $rows AS row
MERGE (n:LedgerColumn {id: row.id})
SET
  n.month = row.month,
  n.name = row.name,
  n.rows = row.rows,
  n.data = row.data
RETURN count(n) AS saved;
