// The version of talk up to which everything has been read for suggestions; no row before the first run.
MATCH (l:Lock {name: 'suggested talk'})
RETURN l.version AS version;
