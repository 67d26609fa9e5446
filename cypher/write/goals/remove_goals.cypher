// Removes goals with their links, decisions, check-ins and versions; talk, needs, experiments and outcomes stay, goals below and rejections wait for it to come back.
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
  MATCH (g)<-[:TO]-(l:Link)-[:OF]->(c:Conversation)
  WHERE l.state = 'rejected'
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  WHERE d.id = l.id + '#' + toString(l.version)
  MERGE (a:Awaited {id: g.id})
  MERGE (c)-[no:REJECTED]->(a)
  SET
    no.version = l.version,
    no.method = l.method,
    no.score = l.score,
    no.reasons = l.reasons,
    no.at = l.at,
    no.source = l.source,
    no.capacity = d.capacity,
    no.by_at = d.by_at,
    no.by = head([(d)<-[:DECIDED]-(p:Person) | p.id])
}
CALL (g) {
  MATCH (g)<-[:TO]-(l:Link)
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  DETACH DELETE d, l
}
CALL (g) {
  MATCH (g)<-[:OF]-(said:CheckIn)
  OPTIONAL MATCH (said)<-[:VERSION_OF]-(before:CheckInVersion)
  DETACH DELETE before, said
}
CALL (g) {
  MATCH (g)<-[:VERSION_OF]-(v:GoalVersion)
  DETACH DELETE v
}
DETACH DELETE g
RETURN count(*) AS removed;
