// Step 6: writes what was measured into the store, as scores of an analysis of this id. The API does not list it.
:param graph => 'ties'
:param measures => ['pagerank', 'betweenness', 'community']
:param analysis => 'analyst/ties-2026-01'
MERGE (n:Analysis {id: $analysis})
ON CREATE SET n.started_at = datetime()
SET n.state = 'done', n.engine = 'gds', n.finished_at = datetime()
WITH n
CALL gds.graph.nodeProperties.stream($graph, $measures)
YIELD nodeId, nodeProperty, propertyValue
WITH n, gds.util.asNode(nodeId) AS p, collect([nodeProperty, propertyValue]) AS scores
MERGE (n)-[s:SCORED]->(p)
FOREACH (score IN scores |
  SET s[score[0]] = score[1]
)
WITH n, count(s) AS people
SET n.people = people
RETURN
  n.id AS analysis,
  people AS people;
