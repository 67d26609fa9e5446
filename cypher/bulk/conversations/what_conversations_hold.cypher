// What hangs on conversations: messages, links and outcomes go with them, needs, offers and experiments lose them. One row in all.
:param ids => ['acme/conversation-1']
MATCH (c:Conversation)
WHERE c.id IN $ids
WITH
  c AS c,
  COUNT { (c)<-[:IN]-(:Message) } AS messages, // +figure
  COUNT { (c)<-[:OF]-(:Link) } AS links,
  COUNT { (c)-[:ADVANCES]->(:Goal) } AS confirmed,
  COUNT { (c)<-[:CAME_FROM]-(:Outcome) } AS outcomes,
  COUNT { (c)<-[:RAISED_IN]-(:Need) } AS needs,
  COUNT { (c)<-[:MADE_IN]-(:Offer) } AS offers,
  COUNT { (c)<-[:DISCUSSED_IN]-(:Experiment) } AS experiments
RETURN
  sum(messages) AS messages,
  sum(links) AS links,
  sum(confirmed) AS confirmed_links,
  sum(outcomes) AS outcomes,
  sum(needs) AS needs,
  sum(offers) AS offers,
  sum(experiments) AS experiments;
