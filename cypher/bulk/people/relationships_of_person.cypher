// What joins a person or their accounts to others: type, direction, what it says, the other end, and what the person made whole. One row a relationship.
:param id => 'acme/person-1'
MATCH (p:Person {id: $id})
CALL (p) {
  RETURN p AS own
  UNION ALL
  MATCH (p)<-[:OF]-(own:Account)
  RETURN own
}
MATCH (own)-[r]-(n)
WHERE own = p OR n <> p
RETURN
  own.id AS id,
  type(r) AS type,
  startNode(r) = own AS outgoing,
  properties(r) AS properties,
  labels(n)[0] AS label,
  coalesce(n.id, n.key) AS other,
  CASE
    WHEN
      type(r) IN ['WROTE', 'CHECKED_IN', 'DECIDED', 'ASKED', 'OFFERS', 'PROPOSED', 'DECLARED', 'MADE_BY']
      THEN properties(n)
  END AS made
ORDER BY type, other, outgoing;
