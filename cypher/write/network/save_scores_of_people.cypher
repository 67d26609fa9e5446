// Saves what a snapshot measured of people; rows come sorted by id.
:param analysis => 'goalgraph/analysis-1'
:param rows => [{id: 'acme/person-1', scores: {degree: 3.0, degree_rank: 1, degree_below: 8, community: 1}}]
UNWIND $rows AS row
MATCH (n:Analysis {id: $analysis})
MATCH (p:Person {id: row.id})
MERGE (n)-[s:SCORED]->(p)
SET s = row.scores
RETURN count(s) AS saved;
