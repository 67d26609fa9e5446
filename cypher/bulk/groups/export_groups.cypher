// The groups of a source with their parents. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (g:Group)
WHERE g.id STARTS WITH $prefix
RETURN
  g.id AS id,
  g.name AS name,
  g.kind AS kind,
  head([(g)-[:PART_OF]->(up:Group) | up.id]) AS parent,
  g.description AS description,
  g.archived AS archived
ORDER BY id;
