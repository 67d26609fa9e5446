// The figures of the whole network that these analyses found.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
WHERE n.state = 'done'
RETURN
  parent AS parent,
  [name IN keys(n) WHERE name STARTS WITH 'figure_' | [substring(name, 7), n[name]]] AS figures
ORDER BY parent;
