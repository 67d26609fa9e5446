// Removes these packed facts of talk; the next run of the value ledger reads that talk again.
:param ids => ['part-1']
MATCH (n:LedgerTalk)
WHERE n.id IN $ids
DELETE n
RETURN count(*) AS removed;
