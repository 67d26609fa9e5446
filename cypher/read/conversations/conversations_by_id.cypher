// The conversations with these ids, in id order. One row a node.
:param ids => ['acme/conversation-1']
MATCH (n:Conversation)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.title AS title,
  n.kind AS kind,
  n.visibility AS visibility,
  n.url AS url,
  n.started_at AS started_at,
  n.started_at_precision AS started_at_precision,
  n.tags AS tags,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
