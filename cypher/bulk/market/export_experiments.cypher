// The experiments of a source with who proposed and backs them. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (e:Experiment)
WHERE e.id STARTS WITH $prefix
RETURN
  e.id AS id,
  e.title AS title,
  head([(e)<-[r:PROPOSED]-(q:Person) | coalesce(r.account, q.id)]) AS proposed_by,
  e.proposed_at AS proposed_at,
  e.proposed_at_precision AS proposed_at_precision,
  e.state AS state,
  [(e)<-[r:BACKS]-(q:Person|Account) | [coalesce(r.place, 0), coalesce(r.account, q.id), r.at, r.at_precision]] AS backers,
  e.started_at AS started_at,
  e.started_at_precision AS started_at_precision,
  e.ended_at AS ended_at,
  e.ended_at_precision AS ended_at_precision,
  e.finding AS finding,
  [(e)-[r:TESTS]->(g:Goal) | [coalesce(r.place, 0), g.id]] AS goals,
  head([(e)-[:DISCUSSED_IN]->(c:Conversation) | c.id]) AS conversation,
  e.practice AS practice,
  head([(e)-[:RETRY_OF]->(first:Experiment) | first.id]) AS retry_of
ORDER BY id;
