// Saves groups, each replacing the one of the same id. One row a group.
:param rows => [{id: 'acme/group-1', name: 'name', name_key: 'name_key', kind: 'team', description: 'description', archived: false, by_name: 'by_name', content_hash: '8f14e45fceea167a'}]
UNWIND $rows AS row
MERGE (g:Group {id: row.id})
SET
  g.name = row.name,
  g.name_key = row.name_key,
  g.kind = row.kind,
  g.description = row.description,
  g.archived = row.archived,
  g.by_name = row.by_name,
  g.content_hash = row.content_hash
RETURN count(*) AS saved;
