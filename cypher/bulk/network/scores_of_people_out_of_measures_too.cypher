// What an analysis measured of these people, those too who are out of measures: every measure, with rank and how many people are lower.
:param analysis => 'goalgraph/analysis-1'
:param ids => ['acme/person-1']
MATCH (n:Analysis {id: $analysis, state: 'done'})
UNWIND $ids AS parent
CALL (n, parent) {
  MATCH (n)-[s:SCORED]->(:Person {id: parent})
  RETURN properties(s) AS scores
  UNION ALL
  MATCH (own:OwnScore {id: $analysis + '>' + parent})
  RETURN own {.*, id: null, analysis: null, person: null} AS scores
}
RETURN
  parent AS parent,
  scores AS scores
ORDER BY parent;
