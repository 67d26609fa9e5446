// These groups as their rows say them, with their parents. One row each.
:param ids => ['acme/group-1']
MATCH (g:Group)
WHERE g.id IN $ids
RETURN
  g.id AS id,
  g.name AS name,
  g.kind AS kind,
  head([(g)-[:PART_OF]->(up:Group) | up.id]) AS parent,
  g.description AS description,
  g.archived AS archived
ORDER BY id;
