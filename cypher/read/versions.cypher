// The stamp of the latest change of each part of the organisation. One row a part.
MATCH (l:Lock)
WHERE l.name STARTS WITH 'changed '
RETURN
  substring(l.name, 8) AS part,
  l.version AS version
ORDER BY part;
