// Erases people: name, accounts, mail addresses, ties, scores and what they said in their own words; their messages and decisions stay, by nobody and without words. Needs, offers and experiments that were theirs go with them.
:param ids => ['acme/person-9']
WITH toString(datetime.truncate('millisecond', datetime.transaction('Z'), {microsecond: 1})) + '\u001F' AS stamp
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  MATCH (told:Change {subject: 'Person ' + a.id})
  DETACH DELETE told
}
CALL (p) {
  MATCH (told:Change {subject: 'Person ' + p.id})
  DETACH DELETE told
}
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  MATCH (start:ChangeStart)
  WHERE start.id > ''
  SET start.facts = [fact IN start.facts WHERE NOT fact CONTAINS '\u001F' + a.id + '\u001F']
}
CALL (p, stamp) {
  MATCH (p)-[:WROTE]->(m:Message)
  SET m.by_updated = stamp + m.id, m.content_hash = '', m.brief = CASE WHEN m.brief THEN true END
  REMOVE m.text
}
CALL (p) {
  MATCH (p)-[:WROTE]->(:Message)-[carried:CARRIES]->(ref:Ref)
  DELETE carried
  WITH DISTINCT ref
  WHERE NOT EXISTS { (ref)<-[:CARRIES]-(:Message) }
  DETACH DELETE ref
}
CALL (p, stamp) {
  MATCH (p)-[:CHECKED_IN]->(c:CheckIn)
  SET c.by_updated = stamp + c.id, c.content_hash = ''
  REMOVE c.note
}
CALL (p, stamp) {
  MATCH (p)-[:CHECKED_IN]->(:CheckIn)<-[:VERSION_OF]-(before:CheckInVersion)
  WHERE before.account IS NULL
  SET before.by_updated = stamp + before.id
  REMOVE before.note
}
CALL (p, stamp) {
  MATCH (a:Account)-[:OF]->(p)
  MATCH (said:CheckInVersion {account: a.id})
  SET said.by_updated = stamp + said.id
  REMOVE said.note, said.account
}
CALL (p, stamp) {
  MATCH (p)-[:DECIDED]->(d:Decision)-[:ON]->(l:Link)
  SET
    d.by_updated = stamp + d.id,
    l.by_updated = stamp + l.id,
    d.reasons = [],
    l.reasons = CASE WHEN d.id = l.id + '#' + toString(l.version) THEN [] ELSE l.reasons END
}
CALL (p) {
  MATCH (a:Account)-[:OF]->(p)
  WITH collect(a.id) AS accounts
  MATCH (:Conversation)-[no:REJECTED]->(:Awaited)
  WHERE no.by IN accounts
  SET no.reasons = []
  REMOVE no.by
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
