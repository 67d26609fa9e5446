// Shows a snapshot whose scores are all written; the last step of an analysis.
:param id => 'goalgraph/analysis-1'
:param finished_at => datetime('2026-02-01T00:01:00Z')
:param by_at => '2026-02-01T00:00:00.000000Z\u001fgoalgraph/analysis-1'
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MATCH (n:Analysis {id: $id})
WHERE n.state = 'running'
SET n.state = 'done', n.result = $id, n.share = 1.0, n.step = 'done', n.finished_at = $finished_at, n.by_at = $by_at, n.by_updated = stamp + n.id
RETURN n.id AS id;
