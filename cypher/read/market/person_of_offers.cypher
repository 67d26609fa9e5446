// Who offers it. Many offers at once.
:param ids => ['acme/offer-1']
MATCH (p:Offer)<-[:OFFERS]-(n:Person)
WHERE p.id IN $ids
RETURN
  p.id AS parent,
  n.id AS id // +columns people_by_id
ORDER BY p.id, n.id;
