// Hangs the spans of people's homes on the accounts that say so.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:HOME_IN]->(n:Group)
  MATCH (x:Account {id: r.account})
  WITH x, n, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:HOME_IN]->(n)
  SET s = said
}
RETURN count(*) AS moved;
