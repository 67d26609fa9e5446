// The groups that bear these names (folded). One row a name.
:param keys => ['core']
MATCH (g:Group)
WHERE g.name_key IN $keys
RETURN
  g.name_key AS name_key,
  collect(g.id) AS groups
ORDER BY name_key;
