// Saves API keys by the hashes of their secrets. One row a key.
:param rows => [{id: 'abcdefghijkl', hash: '3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b', name: 'dashboard', role: 'member', account: 'acme/person-1', source: 'acme', speaks_for_others: false, created_at: '2026-01-31T09:30:00Z', expires_at: '2026-12-31T00:00:00Z'}]
UNWIND $rows AS row
MERGE (k:ApiKey {id: row.id})
SET
  k.hash = row.hash,
  k.name = row.name,
  k.role = row.role,
  k.account = row.account,
  k.source = row.source,
  k.speaks_for_others = row.speaks_for_others,
  k.created_at = datetime(row.created_at),
  k.expires_at = datetime(row.expires_at)
RETURN count(*) AS saved;
