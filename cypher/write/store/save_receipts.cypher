// Keeps what was erased, when and how much, without saying of whom; a receipt of the same id is replaced. One row a receipt.
:param rows => [{id: 'r-1', kind: 'retention', state: 'done', at: '2026-01-31T09:30:00Z', before: '2025-01-01T00:00:00Z', counts: '{"messages":3}'}]
UNWIND $rows AS row
MERGE (r:Receipt {id: row.id})
SET
  r.kind = row.kind,
  r.state = row.state,
  r.at = datetime(row.at),
  r.before = datetime(row.before),
  r.counts = row.counts
RETURN count(*) AS saved;
