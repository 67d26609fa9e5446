// Notes what everything has been read up to for suggestions: the versions of talk, of goals and of people, and the stamp under which what was read of goals was noted.
:param version => 1
:param goals => 1
:param people => 1
:param stamp => 'c0ffee'
MERGE (l:Lock {name: 'suggested talk'})
SET
  l.version = $version,
  l.goals = $goals,
  l.people = $people,
  l.stamp = $stamp
RETURN count(*) AS saved;
