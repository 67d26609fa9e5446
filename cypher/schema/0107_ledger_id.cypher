// No two Ledger nodes share an id.
CREATE CONSTRAINT ledger_id IF NOT EXISTS
FOR (n:Ledger) REQUIRE n.id IS UNIQUE;
