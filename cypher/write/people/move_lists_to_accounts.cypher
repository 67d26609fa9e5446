// Hangs what lists say of people on the accounts that they name, before accounts change hands.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:OWNS]->(goal:Goal)
  MATCH (x:Account {id: r.account})
  WITH x, goal, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:OWNS]->(goal)
  SET s = said
}
CALL (p) {
  MATCH (p)-[r:HOSTS]->(hosted:Conversation)
  MATCH (x:Account {id: r.account})
  WITH x, hosted, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:HOSTS]->(hosted)
  SET s = said
}
CALL (p) {
  MATCH (p)-[r:BACKS]->(backed:Experiment)
  MATCH (x:Account {id: r.account})
  WITH x, backed, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:BACKS]->(backed)
  SET s = said
}
CALL (p) {
  MATCH (p)-[r:CONNECTED]->(connected:Need)
  MATCH (x:Account {id: r.account})
  WITH x, connected, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:CONNECTED]->(connected)
  SET s = said
}
CALL (p) {
  MATCH (naming:Message)-[r:MENTIONS]->(p)
  MATCH (x:Account {id: r.account})
  WITH x, naming, r, properties(r) AS said
  DELETE r
  CREATE (naming)-[s:MENTIONS]->(x)
  SET s = said
}
CALL (p) {
  MATCH (sent:Message)-[r:SENT_TO]->(p)
  MATCH (x:Account {id: r.account})
  WITH x, sent, r, properties(r) AS said
  DELETE r
  CREATE (sent)-[s:SENT_TO]->(x)
  SET s = said
}
CALL (p) {
  MATCH (p)-[part:TOOK_PART_IN]->(talk:Conversation)
  WITH talk, part, part.listed AS listed, part.place AS place, part.account AS account
  DELETE part
  WITH talk, listed, place, account
  WHERE listed
  MATCH (x:Account {id: account})
  CREATE (x)-[:TOOK_PART_IN {listed: listed, place: place, account: account}]->(talk)
}
RETURN count(*) AS moved;
