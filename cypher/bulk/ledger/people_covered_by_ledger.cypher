// Whom the published ledger covers, and where everybody belonged, packed. No row before the first, and of a ledger that does not say it.
MATCH (n:Ledger)
WHERE n.covered IS NOT NULL
RETURN
  n.covered AS covered,
  n.organisation AS organisation
ORDER BY n.id;
