// Counts a change of these parts of the organisation, so that processes which hold them in memory read them anew.
:param names => ['goals', 'links']
UNWIND $names AS name
MERGE (l:Lock {name: 'changed ' + name})
SET l.version = coalesce(l.version, 0) + 1
RETURN count(*) AS marked;
