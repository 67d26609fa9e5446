// The groups with the most measured members in an analysis, with their scores.
:param analysis => 'goalgraph/analysis-1'
:param limit => 12
MATCH (:Analysis {id: $analysis})-[s:SCORED]->(g:Group)
RETURN
  g.id AS id,
  g.name AS name,
  properties(s) AS scores
ORDER BY s.members DESC, g.by_name
LIMIT $limit;
