// Marks as failed the runs that had their turn and never ended, or are silent for so many seconds; only who has the turn may say so.
:param id => 'goalgraph/analysis-1'
:param seconds => 60
:param reason => 'the process that ran it ended before it was done'
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
MATCH (n:Analysis)
WHERE n.state = 'running' AND n.id <> $id
  AND (n.begun OR coalesce(n.told_at, n.started_at) < datetime() - duration({seconds: $seconds}))
SET n.state = 'failed', n.reason = $reason, n.finished_at = datetime(), n.told_at = datetime(), n.by_updated = stamp + n.id
RETURN count(n) AS dead;
