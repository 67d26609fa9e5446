// Saves cells of help, one a pair and kind; rows come sorted by key. Answers and introductions name their messages.
:param rows => [{key: 'acme/person-1>acme/person-2>introduction', actor: 'acme/person-1', target: 'acme/person-2', kind: 'introduction', days: [20454], counts: [1], weights: null, messages: ['acme/message-1'], total: 1}]
UNWIND $rows AS row
MATCH (a:Person {id: row.actor})
MATCH (b:Person {id: row.target})
MERGE (a)-[r:HELPED {key: row.key}]->(b)
SET
  r.kind = row.kind,
  r.days = row.days,
  r.counts = row.counts,
  r.weights = row.weights,
  r.messages = row.messages,
  r.total = row.total
RETURN count(r) AS saved;
