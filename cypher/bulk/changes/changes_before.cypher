// The changes before a moment: a batch in the order in which they were written.
:param before => datetime('2020-01-01T00:00:00Z')
:param limit => 500
MATCH (n:Change)
WHERE n.at < $before
RETURN n.id AS id
ORDER BY n.id
LIMIT $limit;
