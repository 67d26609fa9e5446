// Saves of which source a bundle was imported and how fresh it was. One row a source.
:param rows => [{id: 'acme', exported_at: '2026-01-31T09:30:00Z', exported_at_precision: null}]
UNWIND $rows AS row
MERGE (s:Source {id: row.id})
SET
  s.exported_at = datetime(row.exported_at),
  s.exported_at_precision = row.exported_at_precision
RETURN count(*) AS saved;
