// Saves check-ins, each replacing what the one of the same id said. One row a check-in.
:param rows => [{id: 'acme/goal-1@2026-01-31T09:30:00Z', at: '2026-01-31T09:30:00Z', at_precision: null, progress: 0.5, value: '2.25', value_number: 2.25, status: 'on_track', note: 'Half way.', version: 1, by_at: '2026-01-31T09:30:00.000000Z\u001facme/goal-1@2026-01-31T09:30:00Z', source: 'acme', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (c:CheckIn {id: row.id})
SET
  c.at = datetime(row.at),
  c.at_precision = row.at_precision,
  c.progress = row.progress,
  c.value = row.value,
  c.value_number = row.value_number,
  c.status = row.status,
  c.note = row.note,
  c.version = row.version,
  c.by_at = row.by_at,
  c.source = coalesce(c.source, row.source),
  c.by_updated = stamp + c.id,
  c.content_hash = row.content_hash
RETURN count(*) AS saved;
