// Who may read the conversation of the link that it is on.
EXISTS {
  MATCH (n)-[:ON]->(:Link)-[:OF]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
