// Takes groups out of the store: their people, parts, goals and conversations stay without them. What pointed at them is stored anew by the next import.
:param ids => ['acme/group-9']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (g:Group {id: id})
CALL (g, stamp) {
  MATCH (g)<-[:PART_OF]-(low:Group)
  SET low.content_hash = '', low.by_updated = stamp + low.id
}
CALL (g, stamp) {
  MATCH (g)<-[home:HOME_IN]-()
  MATCH (a:Account {id: home.account})
  SET a.content_hash = '', a.by_updated = stamp + a.id
}
CALL (g, stamp) {
  MATCH (g)-[:PURSUES]->(goal:Goal)
  SET goal.content_hash = '', goal.by_updated = stamp + goal.id
}
CALL (g, stamp) {
  MATCH (g)<-[:HELD_IN]-(c:Conversation)
  SET c.content_hash = '', c.by_updated = stamp + c.id, c.stale = 'changed'
}
DETACH DELETE g
RETURN count(*) AS removed;
