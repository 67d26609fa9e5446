// Saves outcomes, each replacing the one of the same id. One row an outcome.
:param rows => [{id: 'acme/outcome-1', kind: 'started', what: 'what', what_key: 'what_key', at: datetime('2026-01-31T09:30:00Z'), at_precision: null, reason: 'reason', by_at: datetime('2026-01-31T09:30:00Z'), content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MERGE (o:Outcome {id: row.id})
SET
  o.kind = row.kind,
  o.what = row.what,
  o.what_key = row.what_key,
  o.at = row.at,
  o.at_precision = row.at_precision,
  o.reason = row.reason,
  o.by_at = row.by_at,
  o.content_hash = row.content_hash
RETURN count(*) AS saved;
