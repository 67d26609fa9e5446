// Removes goals with their links, decisions and check-ins; talk, needs, experiments and outcomes stay.
:param ids => ['acme/goal-9']
UNWIND $ids AS id
MATCH (g:Goal {id: id})
CALL (g) {
  MATCH (g)<-[:TO]-(l:Link)
  OPTIONAL MATCH (l)<-[:ON]-(d:Decision)
  DETACH DELETE d, l
}
CALL (g) {
  MATCH (g)<-[:OF]-(c:CheckIn)
  DETACH DELETE c
}
DETACH DELETE g
RETURN count(*) AS removed;
