// Saves what the machine says by now of links that nobody has decided since version `was`. One row a link, the ids of those saved.
:param rows => [{id: 'acme/conversation-1>acme/goal-2', was: 1, method: 'lexical', score: 0.7, reasons: ['words: search, answers'], at: '2026-02-01T09:30:00Z'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (l:Link {id: row.id})
SET l.id = row.id
WITH l, row, stamp
WHERE l.state = 'suggested' AND l.version = row.was
SET
  l.method = row.method,
  l.score = row.score,
  l.reasons = row.reasons,
  l.at = datetime(row.at),
  l.at_precision = null,
  l.version = row.was + 1,
  l.seen = row.was + 1,
  l.by_updated = stamp + l.id
RETURN l.id AS id;
