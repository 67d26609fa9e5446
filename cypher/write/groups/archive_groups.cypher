// Archives groups that their tool holds no more.
:param ids => ['acme/group-1']
UNWIND $ids AS id
MATCH (g:Group {id: id})
SET
  g.archived_at = CASE WHEN coalesce(g.archived, false) THEN g.archived_at ELSE datetime() END,
  g.archived = true,
  g.content_hash = ''
RETURN count(*) AS archived;
