// The needs of a source with all that became of them. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (n:Need)
WHERE n.id STARTS WITH $prefix
RETURN
  n.id AS id,
  n.title AS title,
  head([(n)<-[r:ASKED]-(q:Person) | coalesce(r.account, q.id)]) AS asked_by,
  n.asked_at AS asked_at,
  n.asked_at_precision AS asked_at_precision,
  head([(n)-[:RAISED_IN]->(m:Message) | m.id]) AS message,
  head([(n)-[:RAISED_IN]->(c:Conversation) | c.id]) AS conversation,
  [(n)-[r:REQUIRES]->(c:Capability) | [coalesce(r.place, 0), coalesce(r.name, c.name)]] AS requires,
  n.state AS state,
  [(n)-[r:ABOUT]->(g:Goal) | [coalesce(r.place, 0), g.id]] AS goals,
  [(n)<-[r:HELD]-(q:Person) | [coalesce(r.place, 0), coalesce(r.account, q.id), r.since, r.since_precision, r.until, r.until_precision]] AS holds,
  n.matched_at AS matched_at,
  n.matched_at_precision AS matched_at_precision,
  n.solved_at AS solved_at,
  n.solved_at_precision AS solved_at_precision,
  head([(n)<-[r:SOLVED]-(q:Person) | coalesce(r.account, q.id)]) AS solver,
  [(n)<-[r:CONNECTED]-(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id)]] AS connectors
ORDER BY id;
