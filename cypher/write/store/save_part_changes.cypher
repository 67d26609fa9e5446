// Counts a change of these parts of the organisation, so that processes which hold them in memory read them anew.
// The same stamp counts once. It counts from the time of the first mark, so that a store begun anew never repeats a version.
:param names => ['goals', 'links', 'market', 'people', 'progress', 'talk']
:param stamp => 'c0ffee'
UNWIND $names AS name
MERGE (l:Lock {name: 'changed ' + name})
SET
  l.version = coalesce(l.version, timestamp()) + CASE WHEN l.stamp = $stamp THEN 0 ELSE 1 END,
  l.stamp = $stamp
RETURN count(*) AS marked;
