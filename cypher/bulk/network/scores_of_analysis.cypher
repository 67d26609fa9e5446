// What an analysis measured of everybody: a row a person with the values of these measures, in their order, absent ones null.
:param analysis => 'goalgraph/analysis-1'
:param keys => ['degree', 'betweenness']
MATCH (:Analysis {id: $analysis})-[s:SCORED]->(p:Person)
WITH p.id AS id, properties(s) AS known
RETURN
  id AS id,
  [key IN $keys | known[key]] AS scores
ORDER BY id;
