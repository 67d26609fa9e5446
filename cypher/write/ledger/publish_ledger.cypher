// Shows a ledger whose columns are all saved; the last step of a run.
:param properties => {columns: ['2026-01/P1.given/8f14e45fceea167a'], talk: ['part-1'], talk_key: 'c0ffee', cells: '8f14e45fceea167a e3b0c44298fc1c14', covered: 'eAGLVkpMzk3VT8zLU4oFABnYA/8=', organisation: 'eAGLjgUAARUAuQ==', versions: '{"talk": 1}', code_version: '1', hash: '8f14e45fceea167a', first_day: 20454, last_day: 20460, built_at: 1769904000.0}
MERGE (n:Ledger {id: 'goalgraph/ledger'})
SET n += $properties
RETURN n.id AS id;
