// Takes groups out of the store: their people, parts, goals and conversations stay without them. What pointed at them is stored anew by the next import.
:param ids => ['acme/group-9']
UNWIND $ids AS id
MATCH (g:Group {id: id})
CALL (g) {
  MATCH (g)<-[:PART_OF]-(low:Group)
  SET low.content_hash = ''
}
CALL (g) {
  MATCH (g)<-[home:HOME_IN]-()
  MATCH (a:Account {id: home.account})
  SET a.content_hash = ''
}
CALL (g) {
  MATCH (g)-[:PURSUES]->(goal:Goal)
  SET goal.content_hash = ''
}
CALL (g) {
  MATCH (g)<-[:HELD_IN]-(c:Conversation)
  SET c.content_hash = '', c.stale = 'changed'
}
DETACH DELETE g
RETURN count(*) AS removed;
