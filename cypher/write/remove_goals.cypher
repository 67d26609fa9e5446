// Removes goals with their links, decisions and check-ins; talk, needs, experiments and outcomes stay, goals below wait for it to come back.
:param ids => ['acme/goal-9']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (low:Goal)-[r:SUPPORTS]->(g)
  MERGE (a:Awaited {id: g.id})
  MERGE (low)-[w:AWAITS]->(a)
  SET
    w.weight = r.weight,
    w.weight_text = r.weight_text,
    w.place = r.place,
    low.version = low.version + 1
}
CALL (g) {
  MATCH (g)<-[:ABOUT]-(n:Need)
  REMOVE n.content_hash
}
CALL (g) {
  MATCH (g)<-[:TESTS]-(x:Experiment)
  REMOVE x.content_hash
}
CALL (g) {
  MATCH (g)<-[:LED_TO]-(o:Outcome)
  REMOVE o.content_hash
}
CALL (g) {
  MATCH (g)<-[:TO]-(l:Link)
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  DETACH DELETE d, l
}
CALL (g) {
  MATCH (g)<-[:OF]-(c:CheckIn)
  DETACH DELETE c
}
DETACH DELETE g
RETURN count(*) AS removed;
