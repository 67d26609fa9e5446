// The names of these people, in the order of the ids beside them; empty for who has none. One row of lists.
:param ids => ['acme/person-1', 'acme/person-2']
MATCH (p:Person)
WHERE p.id IN $ids
WITH p.id AS id, coalesce(p.name, '') AS name
RETURN
  collect(id) AS ids,
  collect(name) AS names
ORDER BY ids;
