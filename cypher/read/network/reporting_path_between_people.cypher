// The way between two people over reporting lines that hold now (no dotted ones) among people who are there, up to the nearest common boss and down again: a row a person on it, in order.
:param one => 'acme/person-1'
:param other => 'acme/person-2'
:param limit => 61
WITH datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
MATCH (a:Person {id: $one}), (b:Person {id: $other})
WHERE coalesce(a.joined_at < end, true) AND coalesce(a.left_at >= end, true) AND coalesce(b.joined_at < end, true) AND coalesce(b.left_at >= end, true)
MATCH way = ANY SHORTEST (a)
  ((:Person)-[up:REPORTS_TO WHERE coalesce(up.since < end, true) AND coalesce(up.until >= end, true) AND coalesce(up.kind, 'line') = 'line']->(higher:Person WHERE coalesce(higher.joined_at < end, true) AND coalesce(higher.left_at >= end, true))){0,30}
  (boss:Person)
  ((higher_still:Person WHERE coalesce(higher_still.joined_at < end, true) AND coalesce(higher_still.left_at >= end, true))<-[down:REPORTS_TO WHERE coalesce(down.since < end, true) AND coalesce(down.until >= end, true) AND coalesce(down.kind, 'line') = 'line']-(:Person)){0,30}
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
