// Removes packed columns that the ledger no longer names, at most so many.
:param limit => 500
MATCH (n:LedgerColumn)
WHERE NOT EXISTS {
  MATCH (l:Ledger)
  WHERE n.id IN l.columns
}
WITH n LIMIT $limit
DELETE n
RETURN count(*) AS removed;
