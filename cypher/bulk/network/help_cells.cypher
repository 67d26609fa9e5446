// Every stored cell of help: one row a person who helped, the cells as [key, target, kind, days, counts, weights, messages].
MATCH (a:Person)
CALL (a) {
  MATCH (a)-[r:HELPED]->(b:Person)
  RETURN collect([r.key, b.id, r.kind, r.days, r.counts, r.weights, r.messages]) AS cells
}
RETURN
  a.id AS actor,
  cells AS cells;
