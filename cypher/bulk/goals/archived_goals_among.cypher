// Which of these goals are archived, in the order of ids.
:param ids => ['acme/goal-1', 'acme/goal-2']
MATCH (g:Goal)
WHERE g.id IN $ids AND g.archived = true
RETURN g.id AS id
ORDER BY id;
