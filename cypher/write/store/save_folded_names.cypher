// Saves what was folded of names anew. One row a thing.
:param rows => [{label: 'Group', id: 'acme/group-1', key: 'answers within a day', sort: 'answers within a day\u001facme/group-1'}]
UNWIND $rows AS row
MATCH (n:Person|Group {id: row.id})
WHERE row.label IN labels(n)
SET
  n.name_key = row.key,
  n.by_name = row.sort
RETURN count(*) AS saved;
