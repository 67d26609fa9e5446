// The outcomes with these ids, in id order. One row a node.
:param ids => ['acme/outcome-1']
MATCH (n:Outcome)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.kind AS kind,
  n.what AS what,
  n.at AS at,
  n.at_precision AS at_precision,
  n.reason AS reason,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
