// Saves that the people of these accounts are out of measures; the first time counts. One row an account.
:param rows => [{account: 'acme/person-1', at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (o:OptOut {id: row.account})
SET o.at = coalesce(o.at, datetime(row.at))
RETURN count(*) AS saved;
