// The conversations of a source with group, hosts and listed participants. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (c:Conversation)
WHERE c.id STARTS WITH $prefix
RETURN
  c.id AS id,
  c.title AS title,
  head([(c)-[:HELD_IN]->(g:Group) | g.id]) AS group,
  c.kind AS kind,
  [(c)<-[r:HOSTS]-(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS hosts,
  [(c)<-[r:TOOK_PART_IN]-(q:Person|Account) WHERE r.listed | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS participants,
  head([(c)-[:ACCEPTED]->(m:Message) | m.id]) AS accepted_answer,
  c.url AS url,
  c.started_at AS started_at,
  c.started_at_precision AS started_at_precision,
  c.visibility AS visibility,
  c.tags AS tags
ORDER BY id;
