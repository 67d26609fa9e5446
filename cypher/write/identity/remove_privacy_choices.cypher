// Forgets what the people of these accounts had chosen, what others shared with them, who saw their numbers and that it was they who saw others', and the scores that only they were answered from.
:param ids => ['acme/person-1']
UNWIND $ids AS id
CALL (id) {
  MATCH (o:OptOut {id: id})
  DELETE o
}
CALL (id) {
  MATCH (s:ProfileShare {account: id})
  DELETE s
}
CALL (id) {
  MATCH (s:ProfileShare {with: id})
  DELETE s
}
CALL (id) {
  MATCH (s:OwnScore {person: id})
  DELETE s
}
CALL (id) {
  MATCH (v:ProfileView {person: id})
  DELETE v
}
CALL (id) {
  MATCH (v:ProfileView {by: id})
  SET v.by = null
}
RETURN count(*) AS forgotten;
