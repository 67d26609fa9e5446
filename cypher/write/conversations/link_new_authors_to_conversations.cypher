// Says that the authors of messages and the hosts took part in these conversations; who is said already stays. Only while nobody else writes talk.
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
WHERE NOT EXISTS { (p)-[:TOOK_PART_IN]->(c) }
CREATE (p)-[:TOOK_PART_IN {account: account}]->(c)
RETURN count(*) AS linked;
