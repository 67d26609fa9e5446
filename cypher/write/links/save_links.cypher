// Saves the claims of conversations to goals, as an import states them. One row a link.
:param rows => [{id: 'acme/conversation-1>acme/goal-1', state: 'confirmed', method: 'explicit', score: 0.9, reasons: ['#search'], at: '2026-01-31T09:30:00Z', at_precision: null, origin: true, version: 1, source: 'acme', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (l:Link {id: row.id})
SET
  l.state = row.state,
  l.method = row.method,
  l.score = row.score,
  l.reasons = row.reasons,
  l.at = datetime(row.at),
  l.at_precision = row.at_precision,
  l.origin = row.origin,
  l.version = row.version,
  l.source = row.source,
  l.by_updated = stamp + l.id,
  l.content_hash = row.content_hash
RETURN count(*) AS saved;
