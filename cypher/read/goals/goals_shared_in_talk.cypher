// The goals that members of both groups advance in talk of the window, and whether both pursue them on paper. Members are those of the window's end (now, without one), also of groups that are part of them.
:param one => 'acme/group-1'
:param other => 'acme/group-2'
:param since => null
:param until => null
:param limit => 25
WITH
  $since IS NULL AND $until IS NULL AS always,
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last,
  datetime({date: coalesce(date($until), date({timezone: 'Z'}) + duration('P1D')), timezone: 'Z'}) AS end
UNWIND [$one, $other] AS id
MATCH (:Group {id: id})<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
WHERE
  NOT coalesce(p.bot, false) AND
  coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
  coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
WITH DISTINCT always, first, last, id, p
MATCH (p)-[t:TOOK_PART_IN]->(c:Conversation)-[:ADVANCES]->(g:Goal)
WHERE // +policy c:Conversation
  c.visibility <> 'private' AND
  CASE WHEN always THEN t.days IS NOT NULL ELSE any(day IN t.days WHERE first <= day AND day < last) END AND
  NOT coalesce(g.archived, false) AND
  coalesce(g.status, '') <> 'dropped'
WITH g, id, collect(DISTINCT c) AS talk
WITH
  g,
  collect(id) AS ids,
  reduce(of = [], one IN collect([id, talk]) | CASE WHEN one[0] = $one THEN one[1] ELSE of END) AS talk_of_one,
  reduce(of = [], one IN collect([id, talk]) | CASE WHEN one[0] = $other THEN one[1] ELSE of END) AS talk_of_other
WHERE size(ids) = 2
ORDER BY g.by_title
LIMIT $limit
RETURN
  g.id AS id,
  g.title AS title,
  all(id IN [$one, $other] WHERE EXISTS {
    MATCH (:Group {id: id})<-[:PART_OF]-*(:Group)-[:PURSUES]->(g)
  }) AS on_paper,
  size(talk_of_one) AS conversations,
  size(talk_of_other) AS conversations_of_other,
  size([c IN talk_of_one WHERE c IN talk_of_other]) AS together
ORDER BY g.by_title;
