// No two LedgerColumn nodes share an id.
CREATE CONSTRAINT ledger_column_id IF NOT EXISTS
FOR (n:LedgerColumn) REQUIRE n.id IS UNIQUE;
