// Archives goals that their tool holds no more; they and their links stay for history. Those archived already stay as they are.
:param ids => ['acme/goal-1']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (g:Goal {id: id})
WHERE NOT coalesce(g.archived, false)
SET
  g.archived = true,
  g.version = coalesce(g.version, 0) + 1,
  g.by_updated = stamp + g.id,
  g.content_hash = ''
RETURN count(*) AS archived;
