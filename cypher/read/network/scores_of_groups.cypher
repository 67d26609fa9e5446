// What an analysis measured of these groups: measured members, the mean of every measure, with rank and how many groups are lower.
:param analysis => 'goalgraph/analysis-1'
:param ids => ['acme/group-1']
UNWIND $ids AS parent
MATCH (:Analysis {id: $analysis, state: 'done'})-[s:SCORED]->(:Group {id: parent})
RETURN
  parent AS parent,
  properties(s) AS scores
ORDER BY parent;
