// Removes goals with their links, decisions, check-ins and versions; talk, needs, experiments and outcomes stay, goals below and rejections wait for it to come back.
:param ids => ['acme/goal-9']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g, stamp) {
  MATCH (low:Goal)-[r:SUPPORTS]->(g)
  MERGE (a:Awaited {id: g.id})
  MERGE (low)-[w:AWAITS]->(a)
  SET
    w.weight = r.weight,
    w.weight_text = r.weight_text,
    w.place = r.place,
    low.version = low.version + 1,
    low.by_updated = stamp + low.id
}
CALL (g, stamp) {
  MATCH (g)-[edge:BLOCKS]->(later:Goal)
  MERGE (a:Awaited {id: g.id})
  MERGE (later)-[wait:AWAITS_BLOCKER]->(a)
  SET
    wait.place = edge.place,
    later.version = later.version + 1,
    later.by_updated = stamp + later.id
}
CALL (g, stamp) {
  MATCH (g)<-[:ABOUT]-(n:Need)
  SET n.by_updated = stamp + n.id
  REMOVE n.content_hash
}
CALL (g, stamp) {
  MATCH (g)<-[:TESTS]-(x:Experiment)
  SET x.by_updated = stamp + x.id
  REMOVE x.content_hash
}
CALL (g, stamp) {
  MATCH (g)<-[:LED_TO]-(o:Outcome)
  SET o.by_updated = stamp + o.id
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
