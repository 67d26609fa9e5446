// The goals of a source that are not archived.
:param source => 'acme'
MATCH (g:Goal)
WHERE g.id STARTS WITH $source + '/' AND NOT coalesce(g.archived, false)
RETURN g.id AS id
ORDER BY id;
