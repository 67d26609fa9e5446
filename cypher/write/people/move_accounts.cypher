// Gives accounts to other people, with all that was done by them and with who reports to them. One row an account.
:param rows => [{account: 'acme/person-9', person: 'acme/person-1'}]
UNWIND $rows AS row
MATCH (x:Account {id: row.account})-[belongs:OF]->(p:Person)
MATCH (q:Person {id: row.person})
WHERE p <> q
CALL (x, p, q) {
  MATCH (p)-[r:WROTE]->(message:Message)
  WHERE r.account = x.id
  WITH q, message, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:WROTE]->(message)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:REACTED_TO]->(liked:Message)
  WHERE r.account = x.id
  WITH q, liked, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:REACTED_TO]->(liked)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:ASKED]->(asked:Need)
  WHERE r.account = x.id
  WITH q, asked, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:ASKED]->(asked)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:SOLVED]->(solved:Need)
  WHERE r.account = x.id
  WITH q, solved, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:SOLVED]->(solved)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:HELD]->(held:Need)
  WHERE r.account = x.id
  WITH q, held, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:HELD]->(held)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:CHECKED_IN]->(check:CheckIn)
  WHERE r.account = x.id
  WITH q, check, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:CHECKED_IN]->(check)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:DECIDED]->(decision:Decision)
  WHERE r.account = x.id
  WITH q, decision, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:DECIDED]->(decision)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:DECLARED]->(outcome:Outcome)
  WHERE r.account = x.id
  WITH q, outcome, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:DECLARED]->(outcome)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:OFFERS]->(offer:Offer)
  WHERE r.account = x.id
  WITH q, offer, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:OFFERS]->(offer)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:PROPOSED]->(proposed:Experiment)
  WHERE r.account = x.id
  WITH q, proposed, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:PROPOSED]->(proposed)
  SET s = said
}
CALL (x, p, q) {
  MATCH (p)-[r:MEMBER_OF]->(group:Group)
  WHERE r.account = x.id
  WITH q, group, r, properties(r) AS said
  DELETE r
  CREATE (q)-[s:MEMBER_OF]->(group)
  SET s = said
}
CALL (x, p, q) {
  MATCH (report:Person|Account)-[line:REPORTS_TO]->(p)
  WHERE line.manager_account = x.id
  WITH q, report, line, properties(line) AS said
  DELETE line
  CREATE (report)-[s:REPORTS_TO]->(q)
  SET s = said
}
DELETE belongs
CREATE (x)-[:OF]->(q)
RETURN count(*) AS moved;
