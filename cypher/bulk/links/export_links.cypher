// The links that a source states, in the order of their ids, with who took the latest decision.
:param source => 'acme'
MATCH (l:Link)
WHERE l.id > '' AND l.source = $source
RETURN
  head([(l)-[:OF]->(c:Conversation) | c.id]) AS conversation,
  head([(l)-[:TO]->(g:Goal) | g.id]) AS goal,
  l.state AS state,
  l.method AS method,
  l.score AS score,
  head([
    (l)<-[:ON]-(d:Decision)<-[r:DECIDED]-(q:Person) WHERE d.id = l.id + '#' + toString(l.version) |
    coalesce(r.account, q.id)
  ]) AS by,
  l.at AS at,
  l.at_precision AS at_precision,
  l.reasons AS reasons,
  coalesce(l.origin, false) AS origin
ORDER BY l.id;
