// Keeps what was asked by requests that may be repeated and what was answered. One row a request.
:param rows => [{id: 'local:saveGoals:k1', input_hash: '8f14e45fceea167a', answer: '[]'}]
UNWIND $rows AS row
MERGE (r:Request {id: row.id})
SET
  r.input_hash = row.input_hash,
  r.answer = row.answer
RETURN count(*) AS saved;
