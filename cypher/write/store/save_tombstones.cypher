// Remembers what was taken back, by a hash, so that no import brings it in again. One row a thing.
:param rows => [{id: '8f14e45fceea167a8f14e45fceea167a', kind: 'messages', removed_at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (t:Tombstone {id: row.id})
SET
  t.kind = row.kind,
  t.removed_at = datetime(row.removed_at)
RETURN count(*) AS saved;
