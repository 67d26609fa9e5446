// Outcomes of talk, those of private talk left out: one row an outcome, the time in seconds.
MATCH (o:Outcome)-[:CAME_FROM]->(c:Conversation)
WHERE c.visibility <> 'private'
RETURN
  o.id AS outcome,
  c.id AS conversation,
  o.kind AS kind,
  o.at.epochSeconds AS at,
  head([(o)<-[:DECLARED]-(p:Person) | p.id]) AS declarer
ORDER BY outcome, conversation;
