// The latest run of the value ledger and how far it is; no row before the first.
MATCH (n:LedgerRun)
RETURN
  n.run AS run,
  n.state AS state,
  n.step AS step,
  n.step_done AS done,
  n.step_total AS total,
  n.reason AS reason,
  n.started_at AS started_at,
  n.finished_at AS finished_at,
  duration.inSeconds(n.told_at, datetime()).seconds AS silent
ORDER BY n.id;
