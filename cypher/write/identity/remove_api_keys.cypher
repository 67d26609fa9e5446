// Removes the API keys that stand for these accounts, with the hooks that read with them. One row an account.
:param rows => [{account: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (k:ApiKey {account: row.account})
OPTIONAL MATCH (h:Hook {key: k.id})
DELETE h, k
RETURN count(*) AS removed;
