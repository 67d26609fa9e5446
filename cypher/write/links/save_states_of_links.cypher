// Saves how links stand after decisions that were taken here; what an import said of them beside that stays. One row a link.
:param rows => [{id: 'acme/conversation-1>acme/goal-1', state: 'confirmed', method: 'person', score: 0.9, reasons: ['#search'], at: '2026-01-31T09:30:00Z', origin: true, version: 1, source: 'acme'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (l:Link {id: row.id})
SET
  l.state = row.state,
  l.method = row.method,
  l.score = row.score,
  l.reasons = row.reasons,
  l.at = datetime(row.at),
  l.at_precision = null,
  l.origin = coalesce(l.origin, false) OR row.origin,
  l.version = row.version,
  l.by_updated = stamp + l.id,
  l.source = coalesce(l.source, row.source)
RETURN count(*) AS saved;
