// Takes away the relationships that the earlier rows of these experiments made.
:param ids => ['acme/experiment-9']
UNWIND $ids AS id
MATCH (e:Experiment {id: id})
CALL (e) {
  MATCH (e)-[r:TESTS|DISCUSSED_IN|RETRY_OF]->()
  DELETE r
}
CALL (e) {
  MATCH (e)<-[r:PROPOSED|BACKS]-()
  DELETE r
}
RETURN count(*) AS cleared;
