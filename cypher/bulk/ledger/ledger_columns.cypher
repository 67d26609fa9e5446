// These packed columns of the value ledger: one row each.
:param ids => ['2026-01/P1.given/8f14e45fceea167a']
UNWIND $ids AS id
MATCH (n:LedgerColumn {id: id})
RETURN
  n.id AS id,
  n.month AS month,
  n.name AS name,
  n.rows AS rows,
  n.data AS data
ORDER BY id;
