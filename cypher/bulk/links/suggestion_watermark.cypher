// What everything has been read up to for suggestions: the versions of talk, of goals and of people, and the stamp under which what was read of goals was noted last. No row before the first run.
MATCH (l:Lock {name: 'suggested talk'})
RETURN
  l.version AS version,
  l.goals AS goals,
  l.people AS people,
  l.stamp AS stamp;
