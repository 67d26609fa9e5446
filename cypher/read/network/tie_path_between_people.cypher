// One shortest way of ties between two people, whoever acted towards whom, of at most 12 steps: a row a person on it, in order.
:param one => 'acme/person-1'
:param other => 'acme/person-2'
:param limit => 13
MATCH (a:Person {id: $one}), (b:Person {id: $other})
MATCH way = ANY SHORTEST (a)-[:INTERACTED]-{0,12}(b)
UNWIND range(0, length(way)) AS step
WITH step, nodes(way)[step] AS p
RETURN
  step AS step,
  p.id AS id,
  p.name AS name
ORDER BY step, id
LIMIT $limit;
