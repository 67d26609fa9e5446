// Removes the cells of help with these keys.
:param keys => ['acme/person-1>acme/person-2>answer']
UNWIND $keys AS key
MATCH ()-[r:HELPED {key: key}]->()
DELETE r
RETURN count(*) AS removed;
