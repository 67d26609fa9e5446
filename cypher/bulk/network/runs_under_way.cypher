// Analyses that have not ended: a row a run, with its step and its last sign of life.
MATCH (n:Analysis {state: 'running'})
RETURN
  n.id AS id,
  n.step AS step,
  coalesce(n.told_at, n.started_at) AS told_at
ORDER BY id;
