// Who shares their numbers with these people or with everybody, in the order of ids.
:param ids => ['acme/person-1']
:param limit => 1000
UNWIND $ids AS id
MATCH (own:Account)-[:OF]->(:Person {id: id})
WITH id, collect(own.id) + [''] AS accounts
UNWIND accounts AS with
MATCH (s:ProfileShare {with: with})
MATCH (:Account {id: s.account})-[:OF]->(p:Person)
WHERE p.id <> id
WITH id, p.id AS person, min(s.at) AS at
ORDER BY id, person
LIMIT $limit
RETURN
  id AS parent,
  person AS person,
  at AS at
ORDER BY parent, person;
