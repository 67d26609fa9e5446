// The messages of a source.
:param source => 'acme'
MATCH (m:Message)
WHERE m.id STARTS WITH $source + '/'
RETURN m.id AS id
ORDER BY id;
