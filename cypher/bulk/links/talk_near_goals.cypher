// The ids of conversations that touch these goals whatever they say: held in a group that pursues one, with an owner, answering confirmed talk, or among those who talked so.
:param ids => ['acme/goal-1']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (g)<-[:PURSUES]-(:Group)<-[:HELD_IN]-(c:Conversation)
  RETURN c
  UNION
  MATCH (g)<-[:OWNS]-(:Person)-[:TOOK_PART_IN]->(c:Conversation)
  RETURN c
  UNION
  MATCH (g)<-[:ADVANCES]-(:Conversation)<-[:IN]-(:Message)<-[:REPLIES_TO]-(:Message)-[:IN]->(c:Conversation)
  RETURN c
  UNION
  MATCH (g)<-[:ADVANCES]-(:Conversation)<-[:TOOK_PART_IN]-(p:Person)
  WITH DISTINCT p
  MATCH (p)-[:TOOK_PART_IN]->(c:Conversation)
  RETURN DISTINCT c
}
WITH DISTINCT c
WHERE c.visibility <> 'private'
RETURN c.id AS id
ORDER BY id;
