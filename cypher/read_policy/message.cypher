// Who may read the conversation that it was written in.
EXISTS {
  MATCH (n)-[:IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
