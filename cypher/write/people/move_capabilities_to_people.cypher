// Gives people what their accounts say that they can do, each once; what a second account says again stays on that account.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (x:Account)-[:OF]->(p)
  MATCH (x)-[r:CAN]->(n:Capability)
  WITH p, n, r
  ORDER BY r.account
  WITH p, n, head(collect(r)) AS r
  WHERE NOT EXISTS { (p)-[:CAN]->(n) }
  WITH p, n, r, properties(r) AS said
  DELETE r
  CREATE (p)-[s:CAN]->(n)
  SET s = said
}
RETURN count(*) AS moved;
