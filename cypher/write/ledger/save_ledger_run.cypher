// Says how far a run of the value ledger is, or what it came to; also a sign of life. Another run that has begun since is left alone.
:param run => 'c0ffee'
:param state => 'failed'
:param step => 'reading talk'
:param done => 3
:param total => 40
:param reason => 'the process that ran it ended before it was done'
:param told_at => datetime('2026-02-01T00:00:10Z')
:param finished_at => datetime('2026-02-01T00:00:10Z')
MATCH (n:LedgerRun {id: 'goalgraph/ledger'})
WHERE n.run = $run
SET
  n.state = $state,
  n.step = $step,
  n.step_done = $done,
  n.step_total = $total,
  n.reason = $reason,
  n.told_at = $told_at,
  n.finished_at = $finished_at
RETURN n.id AS id;
