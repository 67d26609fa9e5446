// Puts goals below those of these goals that they have been waiting for.
:param ids => ['acme/goal-2']
UNWIND $ids AS id
MATCH (b:Goal {id: id})
MATCH (a:Awaited {id: id})
CALL (a, b) {
  MATCH (g:Goal)-[w:AWAITS]->(a)
  MERGE (g)-[r:SUPPORTS]->(b)
  SET
    r.weight = w.weight,
    r.weight_text = w.weight_text,
    r.place = w.place
  RETURN count(*) AS linked
}
DETACH DELETE a
RETURN sum(linked) AS linked;
