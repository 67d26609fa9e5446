// The outcomes of a source with where they came from and led to. One row each, in the order of ids.
:param prefix => 'acme/'
MATCH (o:Outcome)
WHERE o.id STARTS WITH $prefix
RETURN
  o.id AS id,
  head([(o)-[:CAME_FROM]->(c:Conversation) | c.id]) AS conversation,
  o.kind AS kind,
  o.what AS what,
  o.at AS at,
  o.at_precision AS at_precision,
  head([(o)<-[r:DECLARED]-(q:Person) | coalesce(r.account, q.id)]) AS by,
  head([(o)-[:LED_TO]->(g:Goal) | g.id]) AS led_to_goal,
  head([(o)-[:LED_TO]->(n:Need) | n.id]) AS led_to_need,
  head([(o)-[:LED_TO]->(e:Experiment) | e.id]) AS led_to_experiment,
  o.reason AS reason,
  head([(o)-[:CITES]->(m:Message) | m.id]) AS message
ORDER BY id;
