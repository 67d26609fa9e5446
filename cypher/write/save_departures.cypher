// Says of people whom their source holds no more that they left then. Who is known to have left stays so.
:param rows => [{id: 'acme/person-1', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH (p:Person {id: row.id})
WHERE p.left_at IS NULL
SET
  p.left_at = datetime(row.at),
  p.left_at_precision = row.at_precision,
  p.content_hash = ''
RETURN count(*) AS saved;
