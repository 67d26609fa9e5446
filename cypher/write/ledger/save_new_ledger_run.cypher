// Saves that a run of the value ledger begins; there is one at a time, and its node keeps what came of the last.
:param run => 'c0ffee'
:param started_at => datetime('2026-02-01T00:00:00Z')
MERGE (n:LedgerRun {id: 'goalgraph/ledger'})
SET
  n.run = $run,
  n.state = 'running',
  n.step = 'waiting for other runs',
  n.step_done = 0,
  n.step_total = null,
  n.reason = null,
  n.started_at = $started_at,
  n.told_at = $started_at,
  n.finished_at = null
RETURN n.id AS id;
