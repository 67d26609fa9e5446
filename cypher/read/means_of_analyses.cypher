// The mean of every measure over all people that these analyses cover.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
WHERE n.state = 'done'
RETURN
  parent AS parent,
  [name IN keys(n) WHERE name STARTS WITH 'mean_' | [substring(name, 5), n[name]]] AS means
ORDER BY parent;
