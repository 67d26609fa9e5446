// Takes away the relationships that the earlier rows of these accounts made. Spans (home, manager) stay.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (a:Account {id: id})
CALL (a) {
  MATCH (a)-[r:CAN]->()
  DELETE r
}
CALL (a) {
  MATCH (a)-[:OF]->(:Person)-[r:CAN]->()
  WHERE r.account = a.id
  DELETE r
}
RETURN count(*) AS cleared;
