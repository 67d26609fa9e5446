// Takes conversations out of the store with their messages, links and outcomes. What pointed at them is stored anew by the next import.
:param ids => ['acme/conversation-9']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
CALL () {
  MATCH (c:Conversation)<-[:IN]-(:Message)-[:CARRIES]->(ref:Ref)
  WHERE c.id IN $ids
  WITH DISTINCT ref
  WHERE NOT EXISTS {
    MATCH (ref)<-[:CARRIES]-(:Message)-[:IN]->(other:Conversation)
    WHERE NOT other.id IN $ids
  }
  DETACH DELETE ref
}
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  MATCH (told:Change {talk: c.id})
  DETACH DELETE told
}
CALL (c, stamp) {
  MATCH (c)<-[:IN]-(:Message)<-[:REPLIES_TO|ACCEPTED|RAISED_IN|CITES]-(other)
  SET other.content_hash = '', other.by_updated = stamp + other.id
}
CALL (c) {
  MATCH (c)<-[:IN]-(m:Message)
  DETACH DELETE m
}
CALL (c) {
  MATCH (c)<-[:OF]-(l:Link)
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  DETACH DELETE d, l
}
CALL (c) {
  MATCH (c)<-[:CAME_FROM]-(o:Outcome)
  DETACH DELETE o
}
CALL (c, stamp) {
  MATCH (c)<-[:RAISED_IN]-(n:Need)
  SET n.content_hash = '', n.by_updated = stamp + n.id
}
CALL (c, stamp) {
  MATCH (c)<-[:MADE_IN]-(offer:Offer)
  SET offer.content_hash = '', offer.by_updated = stamp + offer.id
}
CALL (c, stamp) {
  MATCH (c)<-[:DISCUSSED_IN]-(x:Experiment)
  SET x.content_hash = '', x.by_updated = stamp + x.id
}
DETACH DELETE c
RETURN count(*) AS removed;
