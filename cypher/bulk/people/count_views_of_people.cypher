// How many views of their numbers these people have.
:param ids => ['acme/person-1']
UNWIND $ids AS id
CALL (id) {
  MATCH (a:Account)-[:OF]->(:Person {id: id})
  MATCH (v:ProfileView {person: a.id})
  RETURN count(v) AS views
}
RETURN
  id AS parent,
  views AS views
ORDER BY parent;
