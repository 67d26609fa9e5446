// Archives groups that their tool holds no more.
:param ids => ['acme/group-1']
UNWIND $ids AS id
MATCH (g:Group {id: id})
SET
  g.archived = true,
  g.content_hash = ''
RETURN count(*) AS archived;
