// Forgets changes.
:param ids => ['0000000000000001-0000001']
UNWIND $ids AS id
MATCH (n:Change {id: id})
DETACH DELETE n
RETURN count(*) AS removed;
