// Everybody, where it was raised in no talk; else who may read all talk that it was raised in.
COUNT { (n)-[:RAISED_IN]->(:Conversation) } = COUNT {
  MATCH (n)-[:RAISED_IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
} AND COUNT { (n)-[:RAISED_IN]->(:Message) } = COUNT {
  MATCH (n)-[:RAISED_IN]->(:Message)-[:IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
