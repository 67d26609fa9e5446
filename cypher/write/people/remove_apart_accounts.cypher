// Forgets that accounts of one person were said to be two people.
:param ids => ['acme/person-9']
UNWIND $ids AS id
MATCH (p:Person {id: id})<-[:OF]-(:Account)-[r:APART_FROM]->(b:Account)
WHERE (b)-[:OF]->(p)
DELETE r
RETURN count(*) AS removed;
