// The way between two people over reporting lines that hold now, up to the nearest common boss and down again: a row a person on it, in order.
:param one => 'acme/person-1'
:param other => 'acme/person-2'
:param limit => 61
MATCH (a:Person {id: $one}), (b:Person {id: $other})
MATCH way = ANY SHORTEST (a)
  ((:Person)-[up:REPORTS_TO WHERE up.until IS NULL]->(:Person)){0,30}
  (boss:Person)
  ((:Person)<-[down:REPORTS_TO WHERE down.until IS NULL]-(:Person)){0,30}
  (b)
UNWIND range(0, length(way)) AS step
WITH step, nodes(way)[step] AS p, boss
RETURN
  step AS step,
  p.id AS id,
  p.name AS name,
  p = boss AS common_boss
ORDER BY step, id
LIMIT $limit;
