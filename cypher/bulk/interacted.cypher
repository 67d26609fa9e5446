// Every stored interaction cell: who acted towards whom, in which way, on which days how often and how weightily.
MATCH (a:Person)-[r:INTERACTED]->(b:Person)
RETURN
  a.id AS actor,
  b.id AS target,
  r.kind AS kind,
  r.days AS days,
  r.counts AS counts,
  r.weights AS weights,
  r.key AS key;
