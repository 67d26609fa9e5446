// The offers of a source with who makes them and what they provide. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (o:Offer)
WHERE o.id STARTS WITH $prefix
RETURN
  o.id AS id,
  head([(o)<-[r:OFFERS]-(q:Person) | coalesce(r.account, q.id)]) AS person,
  o.what AS what,
  o.at AS at,
  o.at_precision AS at_precision,
  [(o)-[r:PROVIDES]->(c:Capability) | [coalesce(r.place, 0), coalesce(r.name, c.name)]] AS capabilities,
  o.until AS until,
  o.until_precision AS until_precision,
  head([(o)-[:MADE_IN]->(c:Conversation) | c.id]) AS conversation
ORDER BY id;
