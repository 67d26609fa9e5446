// Moves the scores of people who are out of measures to nodes from which only they are answered.
MATCH (o:OptOut)
WHERE o.id > ''
MATCH (:Account {id: o.id})-[:OF]->(p:Person)
WITH DISTINCT p
MATCH (n:Analysis)-[s:SCORED]->(p)
MERGE (own:OwnScore {id: n.id + '>' + p.id})
SET own += properties(s)
SET own.analysis = n.id, own.person = p.id
DELETE s
RETURN count(*) AS moved;
