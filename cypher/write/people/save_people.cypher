// Makes a person of each of these accounts that is nobody's yet.
:param ids => ['acme/person-1', 'acme/person-2']
UNWIND $ids AS id
MERGE (a:Account {id: id})
WITH a
WHERE NOT EXISTS { (a)-[:OF]->(:Person) }
MERGE (p:Person {id: a.id})
MERGE (a)-[:OF]->(p)
RETURN count(*) AS saved;
