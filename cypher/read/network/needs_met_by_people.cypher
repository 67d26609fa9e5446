// Open needs of the first of two people that the second can meet: who can do what it requires, or offers it now. Many pairs at once.
:param pairs => [['acme/person-1', 'acme/person-2']]
:param now => datetime('2026-01-01T00:00Z')
:param limit => 100
UNWIND $pairs AS pair
MATCH (:Person {id: pair[0]})-[:ASKED]->(n:Need)-[:REQUIRES]->(c:Capability)
WHERE n.state IN ['open', 'held'] // +policy n:Need
MATCH (helper:Person {id: pair[1]})
WITH
  pair,
  n,
  c,
  EXISTS { MATCH (helper)-[:CAN]->(c) } AS can,
  EXISTS {
    MATCH (helper)-[:OFFERS]->(o:Offer)-[:PROVIDES]->(c)
    WHERE (o.until IS NULL OR o.until >= $now) // +policy o:Offer
  } AS offers
WHERE can OR offers
RETURN
  pair[0] AS asker,
  pair[1] AS helper,
  n.id AS need,
  c.id AS capability,
  offers AS offers
ORDER BY asker, helper, need, c.id
LIMIT $limit;
