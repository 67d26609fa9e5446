// What hangs on conversations: messages, links and outcomes go with them, needs, offers and experiments lose them; so do replies, conversations that found their answer in them, and outcomes that cite them, from elsewhere. One row in all.
:param ids => ['acme/conversation-1']
MATCH (c:Conversation)
WHERE c.id IN $ids // +policy c:Conversation
WITH
  c AS c,
  COUNT { (c)<-[:IN]-(:Message) } AS messages,
  COUNT { (c)<-[:OF]-(:Link) } AS links,
  COUNT { (c)-[:ADVANCES]->(:Goal) } AS confirmed,
  COUNT {
    MATCH (c)<-[:CAME_FROM]-(o:Outcome)
    WHERE true // +policy o:Outcome
  } AS outcomes,
  COLLECT {
    MATCH (c)<-[:RAISED_IN]-(n:Need)
    WHERE true // +policy n:Need
    RETURN n.id
    UNION
    MATCH (c)<-[:IN]-(:Message)<-[:RAISED_IN]-(n:Need)
    WHERE true // +policy n:Need
    RETURN n.id
  } AS needs,
  COUNT { (c)<-[:MADE_IN]-(:Offer) } AS offers,
  COUNT { (c)<-[:DISCUSSED_IN]-(:Experiment) } AS experiments,
  COUNT {
    MATCH (c)<-[:IN]-(:Message)<-[:REPLIES_TO]-(:Message)-[:IN]->(other:Conversation)
    WHERE NOT other.id IN $ids // +policy other:Conversation
  } AS replies,
  COUNT {
    MATCH (c)<-[:IN]-(:Message)<-[:ACCEPTED]-(other:Conversation)
    WHERE NOT other.id IN $ids // +policy other:Conversation
  } AS answers,
  COUNT {
    MATCH (c)<-[:IN]-(:Message)<-[:CITES]-(o:Outcome)-[:CAME_FROM]->(other:Conversation)
    WHERE NOT other.id IN $ids // +policy o:Outcome
  } AS citations
RETURN
  sum(messages) AS messages,
  sum(links) AS links,
  sum(confirmed) AS confirmed_links,
  sum(outcomes) AS outcomes,
  size(reduce(known = [], some IN collect(needs) | known + [one IN some WHERE NOT one IN known])) AS needs,
  sum(offers) AS offers,
  sum(experiments) AS experiments,
  sum(replies) AS replies,
  sum(answers) AS answers,
  sum(citations) AS citations;
