// The people of one community of an analysis, by its number: 1 is the largest.
:param analysis => 'goalgraph/analysis-1'
:param number => 1
MATCH (:Analysis {id: $analysis, state: 'done'})-[s:SCORED {community: $number}]->(p:Person)
RETURN p.id AS id
ORDER BY id;
