// Links that were decided since suggestions last looked, with the conversations that a decision may matter to: its own, and those that answer it. One row a link.
MATCH (l:Link)-[:OF]->(c:Conversation)
WHERE coalesce(l.seen, 0) <> l.version
RETURN
  l.id AS id,
  l.version AS version,
  c.id AS conversation,
  COLLECT {
    MATCH (c)<-[:IN]-(:Message)<-[:REPLIES_TO]-(:Message)-[:IN]->(other:Conversation)
    WHERE other <> c AND other.visibility <> 'private'
    RETURN DISTINCT other.id
  } AS answered_in
ORDER BY id;
