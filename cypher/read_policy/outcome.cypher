// Everybody, where it came from no talk; else who may read the talk that it came from and is said in.
NOT EXISTS {
  MATCH (n)-[:CAME_FROM|CITES]->()-[:IN*0..1]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
}
