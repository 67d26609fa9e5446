// The mean of every measure over all people that these analyses cover, and what was measured of the network as a whole.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
WHERE n.state = 'done'
RETURN
  parent AS parent,
  [name IN keys(n) WHERE name STARTS WITH 'mean_' | [substring(name, 5), n[name]]] +
  [name IN keys(n) WHERE name STARTS WITH 'whole_' | [name, n[name]]] AS means
ORDER BY parent;
