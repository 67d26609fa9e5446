// Hangs the spans of people's managers on the accounts that say so.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:REPORTS_TO]->(n:Person)
  MATCH (x:Account {id: r.account})
  WITH x, n, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:REPORTS_TO]->(n)
  SET s = said
}
RETURN count(*) AS moved;
