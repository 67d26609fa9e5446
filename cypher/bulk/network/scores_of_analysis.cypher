// What an analysis measured of everybody, those too who are out of measures: a row a person with the values of these measures, in their order, absent ones null.
:param analysis => 'goalgraph/analysis-1'
:param keys => ['degree', 'betweenness']
CALL () {
  MATCH (:Analysis {id: $analysis})-[s:SCORED]->(p:Person)
  RETURN p.id AS id, properties(s) AS known
  UNION ALL
  MATCH (own:OwnScore {analysis: $analysis})
  MATCH (p:Person {id: own.person})
  RETURN p.id AS id, properties(own) AS known
}
RETURN
  id AS id,
  [key IN $keys | known[key]] AS scores
ORDER BY id;
