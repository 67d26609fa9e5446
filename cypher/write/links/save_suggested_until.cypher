// Notes the version of talk up to which everything has been read for suggestions.
:param version => 1
MERGE (l:Lock {name: 'suggested talk'})
SET l.version = $version
RETURN count(*) AS saved;
