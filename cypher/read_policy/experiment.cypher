// Everybody, where it is discussed in no talk; else who may read a conversation in which it is discussed.
NOT EXISTS { (n)-[:DISCUSSED_IN]->(:Conversation) } OR EXISTS {
  MATCH (n)-[:DISCUSSED_IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
