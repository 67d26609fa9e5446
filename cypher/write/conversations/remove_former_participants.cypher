// Takes out of these conversations who is neither listed, nor host, nor author any more.
:param ids => ['acme/conversation-9']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
WHERE c.stale = 'changed'
CALL (c) {
  OPTIONAL MATCH (c)<-[:IN]-(:Message)<-[:WROTE]-(p:Person)
  RETURN collect(DISTINCT p) AS authors
}
MATCH (c)<-[t:TOOK_PART_IN]-(p:Person)
WHERE t.listed IS NULL AND NOT p IN authors AND NOT EXISTS { (c)<-[:HOSTS]-(p) }
DELETE t
RETURN count(*) AS removed;
