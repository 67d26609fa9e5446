// Removes the cells of the value ledger with these keys.
:param keys => ['acme/person-1>P1.given']
UNWIND $keys AS key
MATCH ()-[r:EARNED {key: key}]->()
DELETE r
RETURN count(*) AS removed;
