// The conversations that these people took part in or host, and those whose messages name them, were sent to them or got their reactions.
:param ids => ['acme/person-1']
MATCH (p:Person)
WHERE p.id IN $ids
CALL (p) {
  MATCH (p)-[:TOOK_PART_IN|HOSTS]->(c:Conversation)
  RETURN c
  UNION
  MATCH (p)<-[:MENTIONS|SENT_TO]-(:Message)-[:IN]->(c:Conversation)
  RETURN c
  UNION
  MATCH (p)-[:REACTED_TO]->(:Message)-[:IN]->(c:Conversation)
  RETURN c
}
RETURN DISTINCT c.id AS id
ORDER BY id;
