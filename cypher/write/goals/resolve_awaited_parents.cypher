// Puts goals below those of these goals that they have been waiting for, or lets them wait until these are reached.
:param ids => ['acme/goal-2']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (b:Goal {id: id})
MATCH (a:Awaited {id: id})
CALL (a, b, stamp) {
  MATCH (g:Goal)-[w:AWAITS]->(a)
  MERGE (g)-[r:SUPPORTS]->(b)
  SET
    r.weight = w.weight,
    r.weight_text = w.weight_text,
    r.place = w.place,
    g.by_updated = stamp + g.id
  RETURN count(*) AS linked
}
CALL (a, b, stamp) {
  MATCH (later:Goal)-[wait:AWAITS_BLOCKER]->(a)
  MERGE (b)-[edge:BLOCKS]->(later)
  SET
    edge.place = wait.place,
    later.by_updated = stamp + later.id
}
DETACH DELETE a
RETURN sum(linked) AS linked;
