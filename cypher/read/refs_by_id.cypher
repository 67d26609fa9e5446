// The refs with these keys, in key order. One row a node.
:param ids => ['#search']
MATCH (n:Ref)
WHERE n.key IN $ids
RETURN
  n.key AS id
ORDER BY n.key;
