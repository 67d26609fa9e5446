// Says that the authors of messages and the hosts took part in these conversations.
:param ids => ['acme/conversation-1']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  MATCH (c)<-[:IN]-(:Message)<-[r:WROTE]-(p:Person)
  RETURN p, r.account AS account
  UNION
  MATCH (c)<-[r:HOSTS]-(p:Person)
  RETURN p, r.account AS account
}
WITH c, p, min(account) AS account
MERGE (p)-[t:TOOK_PART_IN]->(c)
ON CREATE SET t.account = account
RETURN count(*) AS linked;
