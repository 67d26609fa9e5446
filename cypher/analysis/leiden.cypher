// Step 4: communities of the projected ties by the Leiden algorithm, on ties without direction. The same seed gives the same ones.
:param graph => 'ties'
:param seed => 7
:param resolution => 1.0
CALL gds.graph.nodeProperties.drop($graph, ['community'], {failIfMissing: false})
YIELD propertiesRemoved
CALL gds.leiden.mutate($graph, {
  mutateProperty: 'community',
  relationshipTypes: ['BOTH'],
  relationshipWeightProperty: 'strength',
  gamma: $resolution,
  randomSeed: $seed,
  concurrency: 1
})
YIELD nodePropertiesWritten, communityCount, modularity
RETURN
  nodePropertiesWritten AS people,
  communityCount AS communities,
  modularity AS modularity;
