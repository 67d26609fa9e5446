// Everybody, where it was raised in no talk; else who may read all talk that it was raised in.
NOT EXISTS {
  MATCH (n)-[:RAISED_IN]->()-[:IN*0..1]->(talk_of:Conversation)
  WHERE true // -policy talk_of:Conversation
}
