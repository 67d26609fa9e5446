// Needs asked before a moment, whose key `until` is, and raised in no talk but such in which nobody has said anything since: a batch in the order of asking.
:param before => datetime('2020-01-01T00:00:00Z')
:param until => '2020-01-01T00:00:00.000000Z'
:param limit => 500
MATCH (n:Need)
WHERE n.by_at > '' AND n.by_at < $until
  AND EXISTS { (n)-[:RAISED_IN]->() }
  AND NOT EXISTS { MATCH (n)-[:RAISED_IN]->(m:Message) WHERE m.at >= $before }
  AND NOT EXISTS {
    MATCH (n)-[:RAISED_IN]->(c:Conversation)
    WHERE c.started_at >= $before OR EXISTS { MATCH (c)<-[:IN]-(m:Message) WHERE m.at >= $before }
  }
RETURN n.id AS id
ORDER BY n.by_at
LIMIT $limit;
