// The sources that goals come from.
MATCH (g:Goal)
WHERE g.id > ''
RETURN DISTINCT
  split(g.id, '/')[0] AS source
ORDER BY source;
