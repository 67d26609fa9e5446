// Which versions of the organisation these analyses measured, by which code, engine and how exactly.
:param ids => ['goalgraph/analysis-1']
UNWIND $ids AS parent
MATCH (n:Analysis {id: parent})
RETURN
  parent AS parent,
  n.versions AS versions,
  n.code_version AS code_version,
  n.engine AS engine,
  n.exact AS exact
ORDER BY parent;
