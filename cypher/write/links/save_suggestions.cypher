// Saves new suggestions of the machine with the decision that says so; a pair that has a link already, or lost an end, stays as it is. One row a link, the ids of those that are new.
:param rows => [{id: 'acme/conversation-1>acme/goal-2', conversation: 'acme/conversation-1', goal: 'acme/goal-2', state: 'suggested', method: 'lexical', score: 0.62, reasons: ['words: search, answers'], at: '2026-01-31T09:30:00Z', source: 'acme', decision: 'acme/conversation-1>acme/goal-2#1', by_at: '2026-01-31T09:30:00.000000Z\u001facme/conversation-1>acme/goal-2#1'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MATCH (c:Conversation {id: row.conversation})
MATCH (g:Goal {id: row.goal})
WHERE c.visibility <> 'private' AND NOT coalesce(g.archived, false) AND coalesce(g.status, '') <> 'dropped'
MERGE (l:Link {id: row.id})
ON CREATE SET
  l.state = row.state,
  l.method = row.method,
  l.score = row.score,
  l.reasons = row.reasons,
  l.at = datetime(row.at),
  l.version = 1,
  l.seen = 1,
  l.by_updated = stamp + l.id,
  l.source = row.source
WITH stamp, c, g, l, row
WHERE l.version = 1 AND l.at = datetime(row.at) AND l.state = row.state AND l.seen = 1
MERGE (l)-[:OF]->(c)
MERGE (l)-[:TO]->(g)
MERGE (d:Decision {id: row.decision})
SET
  d.state = row.state,
  d.method = row.method,
  d.score = row.score,
  d.reasons = row.reasons,
  d.at = datetime(row.at),
  d.capacity = 'machine',
  d.by_updated = stamp + d.id,
  d.by_at = row.by_at
MERGE (d)-[:ON]->(l)
RETURN l.id AS id;
