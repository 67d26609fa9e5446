// Offers made before a moment, whose key `until` is, in talk in which nobody has said anything since: a batch in the order of time.
:param before => datetime('2020-01-01T00:00:00Z')
:param until => '2020-01-01T00:00:00.000000Z'
:param limit => 500
MATCH (o:Offer)
WHERE o.by_at > '' AND o.by_at < $until
  AND EXISTS { (o)-[:MADE_IN]->(:Conversation) }
  AND NOT EXISTS {
    MATCH (o)-[:MADE_IN]->(c:Conversation)
    WHERE c.started_at >= $before OR EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
  }
RETURN o.id AS id
ORDER BY o.by_at
LIMIT $limit;
