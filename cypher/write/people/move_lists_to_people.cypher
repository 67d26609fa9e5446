// Gives people what lists say of their accounts, once a thing; what a second account says again stays on that account.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[r:OWNS]->(goal:Goal)
  WITH p, goal, r
  ORDER BY r.account
  WITH p, goal, head(collect(r)) AS r
  WHERE NOT EXISTS { (p)-[:OWNS]->(goal) }
  WITH p, goal, r, properties(r) AS said
  DELETE r
  CREATE (p)-[s:OWNS]->(goal)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[r:HOSTS]->(hosted:Conversation)
  WITH p, hosted, r
  ORDER BY r.account
  WITH p, hosted, head(collect(r)) AS r
  WHERE NOT EXISTS { (p)-[:HOSTS]->(hosted) }
  WITH p, hosted, r, properties(r) AS said
  DELETE r
  CREATE (p)-[s:HOSTS]->(hosted)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[r:BACKS]->(backed:Experiment)
  WITH p, backed, r
  ORDER BY r.account
  WITH p, backed, head(collect(r)) AS r
  WHERE NOT EXISTS { (p)-[:BACKS]->(backed) }
  WITH p, backed, r, properties(r) AS said
  DELETE r
  CREATE (p)-[s:BACKS]->(backed)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[r:CONNECTED]->(connected:Need)
  WITH p, connected, r
  ORDER BY r.account
  WITH p, connected, head(collect(r)) AS r
  WHERE NOT EXISTS { (p)-[:CONNECTED]->(connected) }
  WITH p, connected, r, properties(r) AS said
  DELETE r
  CREATE (p)-[s:CONNECTED]->(connected)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (naming:Message)-[r:MENTIONS]->(x)
  WITH p, naming, r
  ORDER BY r.account
  WITH p, naming, head(collect(r)) AS r
  WHERE NOT EXISTS { (naming)-[:MENTIONS]->(p) }
  WITH p, naming, r, properties(r) AS said
  DELETE r
  CREATE (naming)-[s:MENTIONS]->(p)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (sent:Message)-[r:SENT_TO]->(x)
  WITH p, sent, r
  ORDER BY r.account
  WITH p, sent, head(collect(r)) AS r
  WHERE NOT EXISTS { (sent)-[:SENT_TO]->(p) }
  WITH p, sent, r, properties(r) AS said
  DELETE r
  CREATE (sent)-[s:SENT_TO]->(p)
  SET s = said
}
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[part:TOOK_PART_IN]->(talk:Conversation)
  WITH p, talk, part
  ORDER BY part.account
  WITH p, talk, head(collect(part)) AS part
  WHERE NOT EXISTS { (p)-[:TOOK_PART_IN]->(talk) }
  WITH p, talk, part, properties(part) AS said
  DELETE part
  CREATE (p)-[s:TOOK_PART_IN]->(talk)
  SET s = said
}
RETURN count(*) AS moved;
