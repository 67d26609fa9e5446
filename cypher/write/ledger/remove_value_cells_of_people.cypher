// Removes what these people earned by the value ledger from what is read in Cypher.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (:Person {id: id})-[r:EARNED]->(:ValueColumn)
DELETE r
RETURN count(r) AS removed;
