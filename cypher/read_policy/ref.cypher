// Who may read a message that carries it.
EXISTS {
  MATCH (n)<-[:CARRIES]-(:Message)-[:IN]->(talk_of:Conversation)
  WHERE true // +policy talk_of:Conversation
}
