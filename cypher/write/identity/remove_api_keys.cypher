// Removes the API keys that stand for these accounts. One row an account.
:param rows => [{account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (k:ApiKey {account: row.account})
DELETE k
RETURN count(*) AS removed;
