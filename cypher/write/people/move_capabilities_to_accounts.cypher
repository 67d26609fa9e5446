// Hangs what people can do on the accounts that say so.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:CAN]->(n:Capability)
  MATCH (x:Account {id: r.account})
  WITH x, n, r, properties(r) AS said
  DELETE r
  CREATE (x)-[s:CAN]->(n)
  SET s = said
}
RETURN count(*) AS moved;
