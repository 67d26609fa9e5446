// Stamps these parts of the organisation as changed, so that processes which hold them in memory read them anew.
:param names => ['goals', 'links', 'people', 'talk']
:param stamp => 'c0ffee'
UNWIND $names AS name
MERGE (l:Lock {name: 'changed ' + name})
SET l.version = $stamp
RETURN count(*) AS marked;
