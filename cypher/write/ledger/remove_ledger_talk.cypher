// Removes packed facts of talk that the ledger no longer names, at most so many.
:param limit => 500
MATCH (n:LedgerTalk)
WHERE NOT EXISTS {
  MATCH (l:Ledger)
  WHERE n.id IN l.talk
}
WITH n LIMIT $limit
DELETE n
RETURN count(*) AS removed;
