// Who belongs to each group, or to a group that is part of it: a row a group, person and span, in seconds; with the group's kind.
MATCH (g:Group)<-[:PART_OF]-*(below:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
RETURN
  g.id AS group,
  g.kind AS kind,
  p.id AS person,
  r.since.epochSeconds AS since,
  r.until.epochSeconds AS until
ORDER BY group, person;
