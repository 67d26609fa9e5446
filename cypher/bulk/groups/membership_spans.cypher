// Who belongs to each group, or to a group that is part of it: a row a group, person and span, in seconds; with the group's kind and whether it is archived.
// No span begins before its person joined, none ends after the person left.
MATCH (g:Group)<-[:PART_OF]-*(below:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
RETURN
  g.id AS group,
  g.kind AS kind,
  coalesce(g.archived, false) AS archived,
  p.id AS person,
  (CASE WHEN r.since >= p.joined_at OR p.joined_at IS NULL THEN r.since ELSE p.joined_at END).epochSeconds AS since,
  (CASE WHEN r.until <= p.left_at OR p.left_at IS NULL THEN r.until ELSE p.left_at END).epochSeconds AS until
ORDER BY group, person;
