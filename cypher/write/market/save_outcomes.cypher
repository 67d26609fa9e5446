// Saves outcomes, each replacing the one of the same id. One row an outcome.
:param rows => [{id: 'acme/outcome-1', kind: 'started', what: 'A question hour', what_key: 'a question hour', at: '2026-02-03T16:00:00Z', at_precision: null, reason: 'It saves everybody time.', by_at: '2026-02-03T16:00:00.000000Z\u001facme/outcome-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (o:Outcome {id: row.id})
SET
  o.kind = row.kind,
  o.what = row.what,
  o.what_key = row.what_key,
  o.at = datetime(row.at),
  o.at_precision = row.at_precision,
  o.reason = row.reason,
  o.by_at = row.by_at,
  o.by_updated = stamp + o.id,
  o.content_hash = row.content_hash
RETURN count(*) AS saved;
