// What Graph Data Science holds in memory: a row a projection, with what it takes.
CALL gds.graph.list()
YIELD graphName, nodeCount, relationshipCount, sizeInBytes
RETURN
  graphName AS name,
  nodeCount AS people,
  relationshipCount AS ties,
  sizeInBytes AS bytes
ORDER BY name;
