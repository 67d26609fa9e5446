// Makes former people of those whose accounts are all another's now: their ties and scores wait there for the accounts to come back.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})
WHERE NOT EXISTS { (:Account)-[:OF]->(p) }
WITH p AS former
REMOVE former:Person
SET former:Former, former.id = former.id
RETURN count(*) AS saved;
