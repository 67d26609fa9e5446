// Everybody, where it was raised in no talk; else who may read all talk that it was raised in.
NOT EXISTS {
  MATCH (n)-[:RAISED_IN]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
} AND NOT EXISTS {
  MATCH (n)-[:RAISED_IN]->(:Message)-[:IN]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
}
