// The offers with these ids, in id order. One row a node.
:param ids => ['acme/offer-1']
MATCH (n:Offer)
WHERE n.id IN $ids
RETURN
  n.id AS id,
  n.what AS what,
  n.at AS at,
  n.at_precision AS at_precision,
  n.until AS until,
  n.until_precision AS until_precision,
  datetime(left(n.by_updated, 27)) AS updated_at
ORDER BY n.id;
