// Keeps what check-ins said before a correction, which is dated: the earlier version holds until then. One row a check-in as it is to be. What its author's erasure has changed is no correction.
:param rows => [{id: 'acme/goal-1@2026-01-31T09:30:00Z', goal: 'acme/goal-1', at: '2026-01-31T09:30:00Z', at_precision: null, progress: 0.75, value: '2.25', status: 'on_track', note: 'More than half way.', by: 'acme/person-1', corrected_at: '2026-02-02T09:30:00Z'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (c:CheckIn {id: row.id})-[:OF]->(g:Goal)
WHERE c.content_hash <> ''
OPTIONAL MATCH (c)<-[r:CHECKED_IN]-(p:Person)
WITH stamp, c, g, row, coalesce(r.account, p.id) AS account
WHERE [
  g.id, toString(c.at), coalesce(c.at_precision, ''), coalesce(toString(c.progress), ''),
  coalesce(c.value, ''), coalesce(c.status, ''), coalesce(c.note, ''), coalesce(account, '')
] <> [
  row.goal, toString(datetime(row.at)), coalesce(row.at_precision, ''),
  coalesce(toString(toFloat(row.progress)), ''), coalesce(row.value, ''),
  coalesce(row.status, ''), coalesce(row.note, ''), coalesce(row.by, '')
]
WITH stamp, c, g, row, account, coalesce(c.version, 1) AS number,
  CASE
    WHEN c.corrected_at > datetime(row.corrected_at) THEN c.corrected_at
    ELSE datetime(row.corrected_at)
  END AS until
MERGE (v:CheckInVersion {id: c.id + '#' + toString(number)})
ON CREATE SET
  v.by_updated = stamp + v.id,
  v.at = c.at,
  v.at_precision = c.at_precision,
  v.progress = c.progress,
  v.value = c.value,
  v.status = c.status,
  v.note = c.note,
  v.account = account,
  v.since = c.corrected_at,
  v.until = until,
  v.by_at = c.by_at,
  v.by_version = right('000000000000' + toString(number), 12) + '\u001f' + c.id
MERGE (v)-[:VERSION_OF]->(c)
MERGE (v)-[:WAS_OF]->(g)
SET c.corrected_at = v.until, c.by_updated = stamp + c.id
RETURN count(*) AS saved;
