// Takes away the relationships that the earlier rows of these offers made.
:param ids => ['acme/offer-9']
UNWIND $ids AS id
MATCH (o:Offer {id: id})
CALL (o) {
  MATCH (o)-[r:PROVIDES|MADE_IN]->()
  DELETE r
}
CALL (o) {
  MATCH (o)<-[r:OFFERS]-()
  DELETE r
}
RETURN count(*) AS cleared;
