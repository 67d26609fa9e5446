// Gives people who are in measures again the scores that they had meanwhile for themselves.
:param ids => ['acme/person-1']
UNWIND $ids AS id
MATCH (p:Person {id: id})
MATCH (own:OwnScore {person: id})
MATCH (n:Analysis {id: own.analysis})
MERGE (n)-[s:SCORED]->(p)
SET s += properties(own)
REMOVE s.id, s.analysis, s.person
DELETE own
RETURN count(*) AS moved;
