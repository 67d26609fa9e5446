// Saves packed facts of talk that the value ledger is made from, a node a part; rows come sorted by id.
:param rows => [{id: 'part-1', data: 'eJwDAAAAAAE='}]
UNWIND $rows AS row
MERGE (n:LedgerTalk {id: row.id})
SET n.data = row.data
RETURN count(n) AS saved;
