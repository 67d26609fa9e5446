// The packed tables of the months of the value ledger, which name its people: one row each, those of a run that has not ended too.
MATCH (n:LedgerColumn {name: 'tables'})
RETURN n.id AS id
ORDER BY id;
