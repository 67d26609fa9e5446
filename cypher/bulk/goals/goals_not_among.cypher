// The goals of a source that stand and are not among these, in the order of ids.
:param prefix => 'acme/'
:param ids => ['acme/goal-9']
MATCH (g:Goal)
WHERE g.id STARTS WITH $prefix AND NOT g.id IN $ids AND NOT coalesce(g.archived, false)
RETURN g.id AS id
ORDER BY id;
