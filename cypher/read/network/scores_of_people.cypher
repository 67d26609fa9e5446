// What an analysis measured of these people: every measure, with rank and how many people are lower.
:param analysis => 'goalgraph/analysis-1'
:param ids => ['acme/person-1']
UNWIND $ids AS parent
MATCH (:Analysis {id: $analysis, state: 'done'})-[s:SCORED]->(:Person {id: parent})
RETURN
  parent AS parent,
  properties(s) AS scores
ORDER BY parent;
