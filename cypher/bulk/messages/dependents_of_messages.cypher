// What hangs on messages and would lose them: replies, reactions, needs raised in them, outcomes that cite them, conversations that they answer. One row in all.
:param ids => ['acme/message-1']
MATCH (m:Message)
WHERE m.id IN $ids // +policy m:Message
WITH
  COUNT { (m)<-[:REPLIES_TO]-(reply:Message) WHERE NOT reply.id IN $ids } AS replies,
  COUNT { (m)<-[:REACTED_TO]-() } AS reactions, // +figure
  COUNT { (m)<-[:RAISED_IN]-() } AS needs,
  COUNT { (m)<-[:CITES]-() } AS outcomes,
  COUNT { (m)<-[:ACCEPTED]-(:Conversation) } AS answers
RETURN
  sum(replies) AS replies,
  sum(reactions) AS reactions,
  sum(needs) AS needs,
  sum(outcomes) AS outcomes,
  sum(answers) AS answers;
