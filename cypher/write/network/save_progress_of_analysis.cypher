// Says how far a running analysis is; also a sign of life.
:param id => 'goalgraph/analysis-1'
:param step => 'measuring degree'
:param done => 3
:param total => 40
:param share => 0.5
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MATCH (n:Analysis {id: $id})
WHERE n.state = 'running'
SET n.step = $step, n.step_done = $done, n.step_total = $total, n.share = $share, n.by_updated = stamp + n.id, n.told_at = datetime()
RETURN n.id AS id;
