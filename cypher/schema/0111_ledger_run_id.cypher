// No two LedgerRun nodes share an id.
CREATE CONSTRAINT ledger_run_id IF NOT EXISTS
FOR (n:LedgerRun) REQUIRE n.id IS UNIQUE;
