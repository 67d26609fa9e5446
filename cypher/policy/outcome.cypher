// Everybody, where it came from no talk; else who may read the talk that it came from and is said in.
COUNT { (n)-[:CAME_FROM]->(:Conversation) } = COUNT {
  MATCH (n)-[:CAME_FROM]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
} AND COUNT { (n)-[:CITES]->(:Message) } = COUNT {
  MATCH (n)-[:CITES]->(:Message)-[:IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
