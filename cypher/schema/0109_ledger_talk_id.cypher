// No two LedgerTalk nodes share an id.
CREATE CONSTRAINT ledger_talk_id IF NOT EXISTS
FOR (n:LedgerTalk) REQUIRE n.id IS UNIQUE;
