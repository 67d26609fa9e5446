// Erases people: name, accounts, mail addresses, ties, scores and what they wrote in their own words; their messages stay, by nobody and without text. Needs, offers and experiments that were theirs go with them.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[:WROTE]->(m:Message)
  OPTIONAL MATCH (m)-[found:CARRIES]->(:Ref)
  WHERE found.derived
  DELETE found
  WITH DISTINCT m
  SET m.content_hash = ''
  REMOVE m.text
}
CALL (p) {
  MATCH (p)-[:CHECKED_IN]->(c:CheckIn)
  SET c.content_hash = ''
  REMOVE c.note
}
CALL (p) {
  MATCH (p)-[:CHECKED_IN]->(:CheckIn)<-[:VERSION_OF]-(before:CheckInVersion)
  WHERE before.account IS NULL
  REMOVE before.note
}
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  MATCH (said:CheckInVersion {account: a.id})
  REMOVE said.note, said.account
}
CALL (p) {
  MATCH (p)-[:ASKED]->(n:Need)
  DETACH DELETE n
}
CALL (p) {
  MATCH (p)-[:OFFERS]->(o:Offer)
  DETACH DELETE o
}
CALL (p) {
  MATCH (p)-[:PROPOSED]->(x:Experiment)
  DETACH DELETE x
}
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  OPTIONAL MATCH (f:Former {id: a.id})
  DETACH DELETE f, a
}
DETACH DELETE p
RETURN count(*) AS removed;
