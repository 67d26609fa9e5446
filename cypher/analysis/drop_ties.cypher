// Step 7: frees the memory of the projected ties; nothing happens where there are none.
:param graph => 'ties'
CALL gds.graph.drop($graph, false)
YIELD graphName, nodeCount
RETURN
  graphName AS graph,
  nodeCount AS people;
