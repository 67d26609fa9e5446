// With whom these people share their numbers, everybody (no person) first, then in the order of ids.
:param ids => ['acme/person-1']
:param limit => 1000
UNWIND $ids AS id
MATCH (a:Account)-[:OF]->(:Person {id: id})
MATCH (s:ProfileShare {account: a.id})
OPTIONAL MATCH (:Account {id: s.with})-[:OF]->(p:Person)
WITH id, s, p
WHERE s.with = '' OR p IS NOT NULL
WITH id, p.id AS person, min(s.at) AS at, collect(s.id) AS shares
ORDER BY id, coalesce(person, ''), at
LIMIT $limit
RETURN
  id AS parent,
  person AS person,
  at AS at,
  shares AS shares
ORDER BY parent, coalesce(person, ''), at;
