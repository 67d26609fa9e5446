// Saves interaction cells, one a pair and kind; rows come sorted by key.
:param rows => [{key: 'acme/person-1>acme/person-2>reply', actor: 'acme/person-1', target: 'acme/person-2', kind: 'reply', days: [20454], counts: [2], weights: null, total: 2}]
UNWIND $rows AS row
MATCH (a:Person {id: row.actor})
MATCH (b:Person {id: row.target})
MERGE (a)-[r:INTERACTED {key: row.key}]->(b)
SET
  r.kind = row.kind,
  r.days = row.days,
  r.counts = row.counts,
  r.weights = row.weights,
  r.total = row.total
RETURN count(r) AS saved;
