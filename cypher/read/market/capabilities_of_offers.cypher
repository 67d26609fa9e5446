// What the offer provides. Many offers at once.
:param ids => ['acme/offer-1']
:param limit => 25
UNWIND $ids AS parent
CALL (parent) {
  MATCH (:Offer {id: parent})-[:PROVIDES]->(n:Capability)
  WHERE true // +where
  WITH n, n.by_name AS cursor // +cursor
  ORDER BY cursor // +order
  LIMIT $limit
  RETURN n, cursor
}
RETURN
  parent AS parent,
  cursor AS cursor,
  n.id AS id // +columns capabilities_by_id
ORDER BY parent, cursor;
