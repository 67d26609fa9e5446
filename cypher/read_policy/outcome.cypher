// Everybody, where it came from no talk; else who may read the talk that it came from and is said in.
NOT EXISTS {
  MATCH (n)-[:CAME_FROM]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
} AND NOT EXISTS {
  MATCH (n)-[:CITES]->(:Message)-[:IN]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
}
