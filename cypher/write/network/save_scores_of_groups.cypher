// Saves what a snapshot measured of groups; rows come sorted by id.
:param analysis => 'goalgraph/analysis-1'
:param rows => [{id: 'acme/group-1', scores: {members: 5, degree: 3.0, degree_rank: 1, degree_below: 8}}]
UNWIND $rows AS row
MATCH (n:Analysis {id: $analysis})
MATCH (g:Group {id: row.id})
MERGE (n)-[s:SCORED]->(g)
SET s = row.scores
RETURN count(s) AS saved;
