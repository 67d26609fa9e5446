// Experiments with all that became of them, those discussed in private left out: one row an experiment, times in seconds.
MATCH (e:Experiment)
WHERE NOT EXISTS { (e)-[:DISCUSSED_IN]->(:Conversation {visibility: 'private'}) }
RETURN
  e.id AS experiment,
  e.state AS state,
  e.proposed_at.epochSeconds AS proposed,
  e.started_at.epochSeconds AS started,
  e.ended_at.epochSeconds AS ended,
  coalesce(trim(e.finding), '') <> '' AS found,
  e.practice AS practice,
  head([(e)<-[:PROPOSED]-(p:Person) | p.id]) AS proposer,
  [(e)<-[r:BACKS]-(p:Person) | [p.id, r.at.epochSeconds]] AS backers,
  head([(e)-[:DISCUSSED_IN]->(c:Conversation) | c.id]) AS conversation,
  [(e)-[:TESTS]->(g:Goal) | g.id] AS goals
ORDER BY experiment;
