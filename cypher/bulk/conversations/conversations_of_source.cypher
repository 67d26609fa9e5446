// The conversations of a source.
:param source => 'acme'
MATCH (c:Conversation)
WHERE c.id STARTS WITH $source + '/'
RETURN c.id AS id
ORDER BY id;
