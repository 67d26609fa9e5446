// The home of each person in the formal tree: a row a person and span, in seconds; where none is known, memberships in units.
// No span begins before its person joined, none ends after the person left or the unit was archived; in a unit that was never known as alive nobody is at home.
MATCH (p:Person)-[r:HOME_IN|MEMBER_OF]->(g:Group)
WHERE (type(r) = 'HOME_IN' OR g.kind = 'unit') AND (g.archived_at IS NOT NULL OR NOT coalesce(g.archived, false))
WITH p, r, g, CASE WHEN r.until <= p.left_at OR p.left_at IS NULL THEN r.until ELSE p.left_at END AS ended
RETURN
  p.id AS person,
  g.id AS group,
  type(r) = 'HOME_IN' AS home,
  (CASE WHEN r.since >= p.joined_at OR p.joined_at IS NULL THEN r.since ELSE p.joined_at END).epochSeconds AS since,
  (CASE WHEN ended <= g.archived_at OR g.archived_at IS NULL THEN ended ELSE g.archived_at END).epochSeconds AS until
ORDER BY person, home DESC, group;
