// Opens requests that may be repeated, each once; says what was asked and answered where they were open before.
:param rows => [{id: 'local:saveGoals:k1', at: '2026-01-31T09:30:00Z'}]
UNWIND $rows AS row
MERGE (r:Request {id: row.id})
SET r.at = datetime(row.at)
RETURN
  r.id AS id,
  r.input_hash AS input_hash,
  r.answer AS answer;
