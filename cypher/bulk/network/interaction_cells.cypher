// Every stored interaction cell: one row a person who acted, the cells as [key, target, kind, days, counts, weights].
MATCH (a:Person)
CALL (a) {
  MATCH (a)-[r:INTERACTED]->(b:Person)
  RETURN collect([r.key, b.id, r.kind, r.days, r.counts, r.weights]) AS cells
}
RETURN
  a.id AS actor,
  cells AS cells;
