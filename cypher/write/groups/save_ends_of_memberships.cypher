// Ends the memberships that their source states no more. Those that have an end keep it.
:param rows => [{key: 'acme/key-9', at: '2026-01-31T09:30:00Z', at_precision: null}]
UNWIND $rows AS row
MATCH ()-[r:MEMBER_OF {key: row.key}]->()
WHERE r.until IS NULL
SET
  r.until = datetime(row.at),
  r.until_precision = row.at_precision,
  r.content_hash = ''
RETURN count(*) AS ended;
