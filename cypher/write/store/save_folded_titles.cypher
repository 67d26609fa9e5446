// Saves what was folded of titles anew. One row a thing.
:param rows => [{label: 'Goal', id: 'acme/goal-1', key: 'answers within a day', sort: 'answers within a day\u001facme/goal-1'}]
UNWIND $rows AS row
MATCH (n:Goal|Conversation {id: row.id})
WHERE row.label IN labels(n)
SET
  n.title_key = row.key,
  n.by_title = row.sort
RETURN count(*) AS saved;
