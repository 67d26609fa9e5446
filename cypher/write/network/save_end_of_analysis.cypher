// Ends an analysis that gave no snapshot of its own: it failed, or nothing had changed since another.
:param id => 'goalgraph/analysis-2'
:param state => 'failed'
:param reason => 'the process that ran it ended before it was done'
:param result => null
:param finished_at => datetime('2026-02-01T00:01:00Z')
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MATCH (n:Analysis {id: $id})
WHERE n.state = 'running'
SET n.state = $state, n.reason = $reason, n.result = $result, n.finished_at = $finished_at, n.told_at = datetime(), n.by_updated = stamp + n.id
RETURN n.id AS id;
