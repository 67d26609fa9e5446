// Takes away the relationships that the earlier rows of these messages made. The conversation asks to be settled.
:param ids => ['acme/message-9']
UNWIND $ids AS id
MATCH (m:Message {id: id})
CALL (m) {
  MATCH (m)-[r:REPLIES_TO|MENTIONS|SENT_TO|CARRIES]->()
  DELETE r
}
CALL (m) {
  MATCH (m)<-[r:WROTE]-()
  DELETE r
}
CALL (m) {
  MATCH (m)-[r:IN]->(c:Conversation)
  SET c.stale = 'changed'
  DELETE r
}
RETURN count(*) AS cleared;
