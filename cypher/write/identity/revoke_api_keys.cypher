// Ends API keys for good; the first time counts. One row a key, with its id and the time.
:param rows => [{id: 'abcdefghijkl', at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MATCH (k:ApiKey {id: row.id})
SET k.revoked_at = coalesce(k.revoked_at, datetime(row.at))
RETURN
  k.id AS id,
  k.revoked_at AS revoked_at;
