// Goals of an older version of Goalgraph, of which no version is noted yet, the first ones found.
:param limit => 500
MATCH (g:Goal)
WHERE g.changed IS NULL AND g.content_hash IS NOT NULL
RETURN g.id AS id
LIMIT $limit;
