// Every goal with its place in the graph: what it supports, who answers for it, who works towards it.
MATCH (g:Goal)
RETURN
  g.id AS id,
  g.by_title AS by_title,
  g.kind AS kind,
  coalesce(g.archived, false) OR coalesce(g.status = 'dropped', false) AS left_out,
  COLLECT {
    MATCH (g)-[:SUPPORTS]->(above:Goal)
    RETURN above.id
  } AS supports,
  COLLECT {
    MATCH (p:Person)-[:OWNS]->(g)
    RETURN p.id
  } AS owners,
  COLLECT {
    MATCH (group:Group)-[:PURSUES]->(g)
    RETURN group.id
  } AS pursuers
ORDER BY id;
