// Takes away the relationships that the earlier rows of these outcomes made.
:param ids => ['acme/outcome-9']
UNWIND $ids AS id
MATCH (o:Outcome {id: id})
CALL (o) {
  MATCH (o)-[r:CAME_FROM|LED_TO|CITES]->()
  DELETE r
}
CALL (o) {
  MATCH (o)<-[r:DECLARED]-()
  DELETE r
}
RETURN count(*) AS cleared;
