// All offers, a page in the order of time of offering.
:param limit => 25
MATCH (n:Offer)
WHERE n.by_at > '' // +where
WITH n, n.by_at AS cursor // +cursor
ORDER BY cursor // +order
LIMIT $limit
RETURN
  cursor AS cursor,
  n.id AS id // +columns offers_by_id
ORDER BY cursor;
