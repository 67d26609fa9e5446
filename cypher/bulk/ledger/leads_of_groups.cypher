// Who led each group, and when: a row a lead, in seconds.
// No span begins before its person joined, none ends after the person left.
MATCH (p:Person)-[r:MEMBER_OF {role: 'lead'}]->(g:Group)
RETURN
  g.id AS group,
  p.id AS person,
  (CASE WHEN r.since >= p.joined_at OR p.joined_at IS NULL THEN r.since ELSE p.joined_at END).epochSeconds AS since,
  (CASE WHEN r.until <= p.left_at OR p.left_at IS NULL THEN r.until ELSE p.left_at END).epochSeconds AS until
ORDER BY group, person, since;
