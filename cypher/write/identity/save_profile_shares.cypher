// Saves with whom accounts share their person's numbers: with the person of another account, or (an empty text) with everybody. One row a share.
:param rows => [{account: 'acme/person-1', with: 'acme/person-9', at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (s:ProfileShare {id: row.account + '>' + row.with})
SET
  s.account = row.account,
  s.with = row.with,
  s.at = coalesce(s.at, datetime(row.at))
RETURN count(*) AS saved;
