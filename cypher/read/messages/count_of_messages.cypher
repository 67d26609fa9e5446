// How many messages there are, told by the conversations that they are in, without looking at any of them. One row in all.
MATCH (c:Conversation)
WHERE c.by_start > '' // +policy c:Conversation
RETURN sum(COUNT { (c)<-[:IN]-() }) AS total;
