// Links again, as rejected, the conversations whose link to one of these goals was rejected before the goal was removed.
:param ids => ['acme/goal-2']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (a:Awaited {id: id})
MATCH (g:Goal {id: id})
MATCH (c:Conversation)-[w:REJECTED]->(a)
MERGE (l:Link {id: c.id + '>' + id})
ON CREATE SET
  l.state = 'rejected',
  l.version = w.version,
  l.method = w.method,
  l.score = w.score,
  l.reasons = w.reasons,
  l.at = w.at,
  l.source = w.source,
  l.origin = false,
  l.by_updated = stamp + l.id
MERGE (l)-[:OF]->(c)
MERGE (l)-[:TO]->(g)
MERGE (d:Decision {id: l.id + '#' + toString(w.version)})
ON CREATE SET
  d.state = 'rejected',
  d.method = w.method,
  d.score = w.score,
  d.reasons = w.reasons,
  d.at = w.at,
  d.capacity = w.capacity,
  d.by_at = coalesce(w.by_at, ''),
  d.by_updated = stamp + d.id
MERGE (d)-[:ON]->(l)
WITH d, w
OPTIONAL MATCH (p:Person {id: w.by})
CALL (d, p) {
  WITH d, p
  WHERE p IS NOT NULL
  MERGE (p)-[:DECIDED]->(d)
}
DELETE w
RETURN count(*) AS linked;
