// The messages of a source with author, receivers, mentions and declared refs. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (m:Message)
WHERE m.id STARTS WITH $prefix
RETURN
  m.id AS id,
  head([(m)-[:IN]->(c:Conversation) | c.id]) AS conversation,
  m.at AS at,
  m.at_precision AS at_precision,
  head([(m)<-[r:WROTE]-(q:Person) | coalesce(r.account, q.id)]) AS author,
  m.seq AS seq,
  head([(m)-[:REPLIES_TO]->(up:Message) | up.id]) AS reply_to,
  [(m)-[r:SENT_TO]->(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS to,
  [(m)-[r:MENTIONS]->(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS mentions,
  m.edited_at AS edited_at,
  m.edited_at_precision AS edited_at_precision,
  m.text AS text,
  [(m)-[r:CARRIES]->(f:Ref) WHERE r.derived IS NULL | [coalesce(r.place, 0), f.key]] AS refs,
  m.kind AS kind,
  m.deleted_at AS deleted_at,
  m.deleted_at_precision AS deleted_at_precision,
  m.question AS question,
  m.brief AS brief
ORDER BY id;
