// How many people, programs, groups and goals there are, and how much of the talk the reader may read.
CALL () {
  MATCH (c:Conversation)
  WHERE true // +policy c:Conversation
  RETURN
    count(c) AS conversations,
    sum(COUNT { (c)<-[:IN]-() }) AS messages,
    sum(COUNT { (c)-[:ADVANCES]->() }) AS links
}
RETURN
  COUNT { (:Person) } - COUNT { (:Person {bot: true}) } AS people,
  COUNT { (:Person {bot: true}) } AS bots,
  COUNT { (:Group) } AS groups,
  COUNT { (:Goal) } AS goals,
  conversations AS conversations,
  messages AS messages,
  links AS links;
