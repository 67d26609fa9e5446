// Whom each person reports to, dotted lines left out: a row a person, manager and span, in seconds.
// No span begins before both had joined, none ends after one of them left.
MATCH (p:Person)-[r:REPORTS_TO]->(m:Person)
WHERE coalesce(r.kind, 'line') = 'line'
WITH
  p.id AS person,
  m.id AS manager,
  reduce(first = null, one IN [r.since, p.joined_at, m.joined_at] | CASE WHEN first >= one OR one IS NULL THEN first ELSE one END) AS since,
  reduce(last = null, one IN [r.until, p.left_at, m.left_at] | CASE WHEN last <= one OR one IS NULL THEN last ELSE one END) AS until
RETURN
  person AS person,
  manager AS manager,
  since.epochSeconds AS since,
  until.epochSeconds AS until
ORDER BY person, manager;
