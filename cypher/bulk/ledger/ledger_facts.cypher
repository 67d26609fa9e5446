// The packed facts of talk that are there: one row each, those of a run that has not ended too.
MATCH (n:LedgerTalk)
RETURN n.id AS id
ORDER BY id;
