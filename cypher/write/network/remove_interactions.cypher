// Removes the interaction cells with these keys.
:param keys => ['acme/person-1>acme/person-2>reply']
UNWIND $keys AS key
MATCH ()-[r:INTERACTED {key: key}]->()
DELETE r
RETURN count(*) AS removed;
