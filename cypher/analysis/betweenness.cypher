// Step 3: betweenness of the projected ties, directed and unweighted: on how many shortest paths of others somebody lies.
// Exact where `sample` is at least the number of people; with fewer starting points it is an estimate.
:param graph => 'ties'
:param sample => 1000
CALL gds.graph.nodeProperties.drop($graph, ['betweenness'], {failIfMissing: false})
YIELD propertiesRemoved
CALL gds.graph.list($graph)
YIELD nodeCount
CALL gds.betweenness.mutate($graph, {
  mutateProperty: 'betweenness',
  relationshipTypes: ['TIE'],
  samplingSize: CASE WHEN $sample < nodeCount THEN $sample ELSE nodeCount END,
  samplingSeed: 7
})
YIELD nodePropertiesWritten, centralityDistribution
RETURN
  nodePropertiesWritten AS people,
  centralityDistribution.min AS least,
  centralityDistribution.p50 AS median,
  centralityDistribution.max AS most;
