// The groups of a source that are not archived.
:param source => 'acme'
MATCH (g:Group)
WHERE g.id STARTS WITH $source + '/' AND NOT coalesce(g.archived, false)
RETURN g.id AS id
ORDER BY id;
