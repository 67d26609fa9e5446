// Analyses of talk that all lies before a moment.
:param before => datetime('2020-01-01T00:00:00Z')
MATCH (n:Analysis)
WHERE n.by_at > '' AND n.until <= $before
RETURN n.id AS id
ORDER BY n.by_at;
