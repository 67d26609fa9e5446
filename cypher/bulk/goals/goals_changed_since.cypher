// The goals whose progress may have changed since a version of progress, in one row, and how many goals there are that it knows of.
:param since => 0
CALL () {
  MATCH (g:Goal)
  WHERE g.changed > $since
  RETURN collect(g.id) AS ids
}
CALL () {
  MATCH (g:Goal)
  WHERE g.changed IS NOT NULL
  RETURN count(g) AS goals
}
RETURN
  ids AS ids,
  goals AS goals;
