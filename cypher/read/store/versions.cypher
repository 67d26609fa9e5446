// How often each part of the organisation has changed. One row a part.
MATCH (l:Lock)
WHERE l.name STARTS WITH 'changed '
RETURN
  substring(l.name, 8) AS key,
  l.version AS version
ORDER BY key;
