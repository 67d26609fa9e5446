// Saves experiments, each replacing the one of the same id. One row an experiment.
:param rows => [{id: 'acme/experiment-1', title: 'A question hour each week', title_key: 'a question hour each week', state: 'proven', proposed_at: '2026-01-31T09:30:00Z', proposed_at_precision: null, started_at: '2026-01-31T09:30:00Z', started_at_precision: null, ended_at: '2026-02-03T16:00:00Z', ended_at_precision: null, finding: 'Answers came sooner.', practice: 'Question hour', by_at: '2026-01-31T09:30:00.000000Z\u001facme/experiment-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/experiment-2', title: 'A question hour each month', title_key: 'a question hour each month', state: 'failed', proposed_at: '2026-01-31T09:30:00Z', proposed_at_precision: null, started_at: '2026-01-31T09:30:00Z', started_at_precision: null, ended_at: '2026-02-03T16:00:00Z', ended_at_precision: null, finding: 'Answers came sooner.', practice: 'Question hour', by_at: '2026-01-31T09:30:00.000000Z\u001facme/experiment-2', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (e:Experiment {id: row.id})
SET
  e.title = row.title,
  e.title_key = row.title_key,
  e.state = row.state,
  e.proposed_at = datetime(row.proposed_at),
  e.proposed_at_precision = row.proposed_at_precision,
  e.started_at = datetime(row.started_at),
  e.started_at_precision = row.started_at_precision,
  e.ended_at = datetime(row.ended_at),
  e.ended_at_precision = row.ended_at_precision,
  e.finding = row.finding,
  e.practice = row.practice,
  e.by_at = row.by_at,
  e.by_updated = stamp + e.id,
  e.content_hash = row.content_hash
RETURN count(*) AS saved;
