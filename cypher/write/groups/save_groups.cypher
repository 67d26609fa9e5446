// Saves groups, each replacing the one of the same id; one that was there and is archived now is so from `known_at` on. One row a group.
:param rows => [{id: 'acme/group-1', name: 'Search', name_key: 'search', kind: 'team', description: 'Who cares for search.', archived: false, known_at: '2026-01-31T09:30:00Z', by_name: 'search\u001facme/group-1', content_hash: '8f14e45fceea167a'}, {id: 'acme/group-2', name: 'Platform', name_key: 'platform', kind: 'unit', description: 'Who cares for platform.', archived: false, known_at: '2026-01-31T09:30:00Z', by_name: 'platform\u001facme/group-2', content_hash: '8f14e45fceea167a'}]
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $rows AS row
MERGE (g:Group {id: row.id})
SET
  g.name = row.name,
  g.name_key = row.name_key,
  g.kind = row.kind,
  g.description = row.description,
  g.archived_at = CASE
    WHEN NOT coalesce(row.archived, false) THEN null
    WHEN g.archived = false THEN datetime(row.known_at)
    ELSE g.archived_at
  END,
  g.archived = row.archived,
  g.by_name = row.by_name,
  g.by_updated = stamp + g.id,
  g.content_hash = row.content_hash
RETURN count(*) AS saved;
