// Archives groups that their tool holds no more.
:param ids => ['acme/group-1']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (g:Group {id: id})
SET
  g.by_updated = CASE WHEN coalesce(g.archived, false) THEN g.by_updated ELSE stamp + g.id END,
  g.archived_at = CASE WHEN coalesce(g.archived, false) THEN g.archived_at ELSE datetime() END,
  g.archived = true,
  g.content_hash = ''
RETURN count(*) AS archived;
