// Takes conversations out of the store with their messages, links and outcomes: they have become private.
:param ids => ['acme/conversation-9']
UNWIND $ids AS id
MATCH (c:Conversation {id: id})
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
DETACH DELETE c
RETURN count(*) AS removed;
