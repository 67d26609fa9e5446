// The home of each person in the formal tree: a row a person and span, in seconds; where none is known, memberships in units.
MATCH (p:Person)-[r:HOME_IN|MEMBER_OF]->(g:Group)
WHERE type(r) = 'HOME_IN' OR g.kind = 'unit'
RETURN
  p.id AS person,
  g.id AS group,
  type(r) = 'HOME_IN' AS home,
  r.since.epochSeconds AS since,
  r.until.epochSeconds AS until
ORDER BY person, home DESC, group;
