// How far these analyses are, which snapshot they gave, and for how many seconds a running one has been silent.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
RETURN
  parent AS parent,
  n.state AS state,
  n.reason AS reason,
  n.step AS step,
  n.step_done AS done,
  n.step_total AS total,
  n.share AS share,
  n.result AS result,
  n.started_at AS started_at,
  n.finished_at AS finished_at,
  CASE n.state
    WHEN 'running' THEN duration.inSeconds(coalesce(n.told_at, n.started_at), datetime()).seconds
    ELSE 0
  END AS silent
ORDER BY parent;
