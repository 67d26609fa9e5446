// Saves the steps in the life of links that an import states. One row a decision.
:param rows => [{id: 'acme/conversation-1>acme/goal-1#1', state: 'confirmed', method: 'explicit', score: 0.9, reasons: ['#search'], at: '2026-01-31T09:30:00Z', at_precision: null, capacity: 'owner', by_at: '2026-01-31T09:30:00.000000Z\u001facme/conversation-1>acme/goal-1#1', source: 'acme', recorded_by: 'key:abcdefghijkl'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (d:Decision {id: row.id})
SET
  d.state = row.state,
  d.method = row.method,
  d.score = row.score,
  d.reasons = row.reasons,
  d.at = datetime(row.at),
  d.at_precision = row.at_precision,
  d.capacity = row.capacity,
  d.by_at = row.by_at,
  d.source = row.source,
  d.recorded_by = row.recorded_by,
  d.by_updated = stamp + d.id
RETURN count(*) AS saved;
