// The goals whose progress is known, in one row.
MATCH (g:Goal)
WHERE g.changed IS NOT NULL
RETURN collect(g.id) AS ids;
