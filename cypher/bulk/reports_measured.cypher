// Whom each person reports to: a row a person, manager and span, in seconds.
MATCH (p:Person)-[r:REPORTS_TO]->(m:Person)
RETURN
  p.id AS person,
  m.id AS manager,
  r.since.epochSeconds AS since,
  r.until.epochSeconds AS until
ORDER BY person, manager;
