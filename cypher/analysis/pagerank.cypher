// Step 2: PageRank of the projected ties on the reversed arrow: high for who acts towards people who act too. Sums to 1.
:param graph => 'ties'
:param damping => 0.85
CALL gds.graph.nodeProperties.drop($graph, ['pagerank'], {failIfMissing: false})
YIELD propertiesRemoved
CALL gds.pageRank.mutate($graph, {
  mutateProperty: 'pagerank',
  relationshipTypes: ['TURNED'],
  relationshipWeightProperty: 'strength',
  dampingFactor: $damping,
  maxIterations: 1000,
  tolerance: 1e-12,
  scaler: 'L1Norm'
})
YIELD nodePropertiesWritten, ranIterations, didConverge, centralityDistribution
RETURN
  nodePropertiesWritten AS people,
  ranIterations AS rounds,
  didConverge AS converged,
  centralityDistribution.min AS least,
  centralityDistribution.p50 AS median,
  centralityDistribution.max AS most;
