// Saves new suggestions of the machine; a pair that has a link already, or lost an end, stays as it is. One row a link, the ids of those that are new.
:param rows => [{id: 'acme/conversation-1>acme/goal-2', conversation: 'acme/conversation-1', goal: 'acme/goal-2', state: 'suggested', method: 'lexical', score: 0.62, reasons: ['words: search, answers'], at: '2026-01-31T09:30:00Z', source: 'acme'}]
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
  l.source = row.source
WITH l, row
WHERE l.version = 1 AND l.at = datetime(row.at) AND l.state = row.state AND l.seen = 1
RETURN l.id AS id;
