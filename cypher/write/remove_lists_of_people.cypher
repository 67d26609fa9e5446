// Takes away the relationships that the earlier rows of these people made. Spans (home, manager) stay.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:CAN]->()
  DELETE r
}
RETURN count(*) AS cleared;
