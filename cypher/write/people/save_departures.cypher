// Says of accounts that their source holds no more that their people left then. Who is known to have left stays so.
:param rows => [{id: 'acme/person-9', at: '2026-01-31T09:30:00Z', at_precision: null}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (a:Account {id: row.id})
WHERE a.left_at IS NULL
SET
  a.left_at = datetime(row.at),
  a.left_at_precision = row.at_precision,
  a.by_updated = stamp + a.id,
  a.content_hash = ''
RETURN count(*) AS saved;
