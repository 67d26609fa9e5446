// Who may read the conversation that it is of.
EXISTS {
  MATCH (n)-[:OF]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
