// Takes away the relationships that the earlier rows of these needs made.
:param ids => ['acme/need-9']
UNWIND $ids AS id
MATCH (n:Need {id: id})
CALL (n) {
  MATCH (n)-[r:RAISED_IN|REQUIRES|ABOUT]->()
  DELETE r
}
CALL (n) {
  MATCH (n)<-[r:ASKED|HELD|SOLVED|CONNECTED]-()
  DELETE r
}
RETURN count(*) AS cleared;
