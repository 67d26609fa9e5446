// The refs with these keys, in key order. One row a node.
:param ids => ['#onboarding']
MATCH (n:Ref)
WHERE n.key IN $ids
RETURN
  n.key AS id,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.key;
