// Step 5: what steps 2 to 4 measured, a row a person, in the order of ids: no ranking of people.
:param graph => 'ties'
:param measures => ['pagerank', 'betweenness', 'community']
CALL gds.graph.nodeProperties.stream($graph, $measures)
YIELD nodeId, nodeProperty, propertyValue
WITH gds.util.asNode(nodeId) AS p, nodeProperty, propertyValue
RETURN
  p.id AS id,
  nodeProperty AS measure,
  propertyValue AS value
ORDER BY id, measure;
