// Who saw numbers of these people, the latest day first, by all accounts of each: `after` is the key of the last row before the page.
:param ids => ['acme/person-1']
:param after => '9'
:param limit => 25
UNWIND $ids AS id
CALL (id) {
  MATCH (a:Account)-[:OF]->(:Person {id: id})
  MATCH (v:ProfileView {person: a.id})
  WHERE v.by_day < $after
  RETURN v
  ORDER BY v.by_day DESC
  LIMIT $limit
}
OPTIONAL MATCH (:Account {id: v.by})-[:OF]->(p:Person)
RETURN
  id AS parent,
  v.by_day AS by_day,
  v.day AS day,
  v.role AS role,
  v.purpose AS purpose,
  v.fields AS fields,
  v.at AS at,
  p.id AS viewer
ORDER BY parent, by_day DESC;
