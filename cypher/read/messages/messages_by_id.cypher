// The messages with these ids, in id order. One row a node.
:param ids => ['acme/message-1']
MATCH (n:Message)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.at AS at,
  n.at_precision AS at_precision,
  n.seq AS seq,
  n.kind AS kind,
  n.question AS question,
  n.text AS text,
  n.edited_at AS edited_at,
  n.edited_at_precision AS edited_at_precision,
  n.deleted_at AS deleted_at,
  n.deleted_at_precision AS deleted_at_precision,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
