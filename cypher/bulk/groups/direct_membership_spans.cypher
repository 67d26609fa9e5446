// Who belonged to each group itself, and when: a row a group, its spans as [person, whether it is the home, since, until], in seconds.
// No span begins before its person joined, none ends after the person left.
MATCH (g:Group)
CALL (g) {
  MATCH (p:Person)-[r:MEMBER_OF|HOME_IN]->(g)
  WITH
    p.id AS person,
    type(r) = 'HOME_IN' AS home,
    (CASE WHEN r.since >= p.joined_at OR p.joined_at IS NULL THEN r.since ELSE p.joined_at END).epochSeconds AS since,
    (CASE WHEN r.until <= p.left_at OR p.left_at IS NULL THEN r.until ELSE p.left_at END).epochSeconds AS until
  RETURN collect([person, home, since, until]) AS spans
}
RETURN
  g.id AS group,
  spans AS spans
ORDER BY group;
