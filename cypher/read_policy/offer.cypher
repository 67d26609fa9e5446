// Everybody, where it was made in no talk; else who may read the talk that it was made in.
NOT EXISTS {
  MATCH (n)-[:MADE_IN]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
}
