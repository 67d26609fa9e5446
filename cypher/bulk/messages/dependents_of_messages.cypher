// What hangs on messages and would lose them: replies, reactions, needs raised in them, outcomes that cite them, conversations that they answer. One row in all.
:param ids => ['acme/message-1']
MATCH (m:Message)
WHERE m.id IN $ids // +policy m:Message
WITH
  COUNT {
    MATCH (m)<-[:REPLIES_TO]-(reply:Message)
    WHERE NOT reply.id IN $ids // +policy reply:Message
  } AS replies,
  COUNT { (m)<-[:REACTED_TO]-() } AS reactions,
  COUNT {
    MATCH (m)<-[:RAISED_IN]-(n:Need)
    WHERE true // +policy n:Need
  } AS needs,
  COUNT {
    MATCH (m)<-[:CITES]-(o:Outcome)
    WHERE true // +policy o:Outcome
  } AS outcomes,
  COUNT {
    MATCH (m)<-[:ACCEPTED]-(c:Conversation)
    WHERE true // +policy c:Conversation
  } AS answers
RETURN
  sum(replies) AS replies,
  sum(reactions) AS reactions,
  sum(needs) AS needs,
  sum(outcomes) AS outcomes,
  sum(answers) AS answers;
