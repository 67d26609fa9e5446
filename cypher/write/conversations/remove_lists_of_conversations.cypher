// Takes away the relationships that the earlier rows of these conversations made.
:param ids => ['acme/conversation-9']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
CALL (c) {
  MATCH (c)-[r:HELD_IN|ACCEPTED]->()
  DELETE r
}
CALL (c) {
  MATCH (c)<-[r:HOSTS]-()
  DELETE r
}
CALL (c) {
  MATCH (c)<-[r:TOOK_PART_IN]-(:Account)
  DELETE r
}
CALL (c) {
  MATCH (c)<-[r:TOOK_PART_IN]-(:Person)
  REMOVE r.listed, r.place
}
RETURN count(*) AS cleared;
