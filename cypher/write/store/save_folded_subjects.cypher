// Saves what was folded of what is needed or tried anew. One row a thing.
:param rows => [{label: 'Need', id: 'acme/need-1', key: 'answers within a day'}]
UNWIND $rows AS row
MATCH (n:Need|Experiment {id: row.id})
WHERE row.label IN labels(n)
SET
  n.title_key = row.key
RETURN count(*) AS saved;
