// Who belonged to each group itself, and when: a row a group, its spans as [person, whether it is the home, since, until], in seconds.
MATCH (g:Group)
CALL (g) {
  MATCH (p:Person)-[r:MEMBER_OF|HOME_IN]->(g)
  RETURN collect([p.id, type(r) = 'HOME_IN', r.since.epochSeconds, r.until.epochSeconds]) AS spans
}
RETURN
  g.id AS group,
  spans AS spans
ORDER BY group;
