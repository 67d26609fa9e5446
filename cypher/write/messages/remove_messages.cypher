// Takes messages out of the store with what people did to them; their conversations ask to be settled, references that nothing else carries go. What pointed at them is stored anew by the next import.
:param ids => ['acme/message-9']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
CALL () {
  MATCH (m:Message)-[:CARRIES]->(ref:Ref)
  WHERE m.id IN $ids
  WITH DISTINCT ref
  WHERE NOT EXISTS {
    MATCH (ref)<-[:CARRIES]-(other:Message)
    WHERE NOT other.id IN $ids
  }
  DETACH DELETE ref
}
UNWIND $ids AS id
MATCH (m:Message {id: id})
CALL (m, stamp) {
  MATCH (m)<-[:REPLIES_TO|ACCEPTED|RAISED_IN|CITES]-(other)
  SET other.content_hash = '', other.by_updated = stamp + other.id
}
CALL (m, stamp) {
  MATCH (m)-[:IN]->(c:Conversation)
  SET c.stale = 'changed', c.content_hash = '', c.by_updated = stamp + c.id
}
DETACH DELETE m
RETURN count(*) AS removed;
