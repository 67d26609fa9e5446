// Saves needs, each replacing the one of the same id. One row a need.
:param rows => [{id: 'acme/need-1', title: 'Somebody who knows the index', title_key: 'somebody who knows the index', state: 'solved', asked_at: '2026-01-31T09:30:00Z', asked_at_precision: null, matched_at: '2026-02-03T16:00:00Z', matched_at_precision: null, solved_at: '2026-02-03T16:00:00Z', solved_at_precision: null, by_at: '2026-01-31T09:30:00.000000Z\u001facme/need-1', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (n:Need {id: row.id})
SET
  n.title = row.title,
  n.title_key = row.title_key,
  n.state = row.state,
  n.asked_at = datetime(row.asked_at),
  n.asked_at_precision = row.asked_at_precision,
  n.matched_at = datetime(row.matched_at),
  n.matched_at_precision = row.matched_at_precision,
  n.solved_at = datetime(row.solved_at),
  n.solved_at_precision = row.solved_at_precision,
  n.by_at = row.by_at,
  n.by_updated = stamp + n.id,
  n.content_hash = row.content_hash
RETURN count(*) AS saved;
