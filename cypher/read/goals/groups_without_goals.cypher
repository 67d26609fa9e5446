// The groups whose members' talk in the window advances no goal by a confirmed link; talk counts where people speak. Members are those of the window's end (now, without one), also of groups that are part of it; archived groups and those without members are left out.
:param since => null
:param until => null
:param limit => 25
WITH
  $since IS NULL AND $until IS NULL AS always,
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last,
  datetime({date: coalesce(date($until), date({timezone: 'Z'}) + duration('P1D')), timezone: 'Z'}) AS end
MATCH (g:Group)
WHERE g.by_name > '' AND NOT coalesce(g.archived, false)
CALL (always, first, last, end, g) {
  MATCH (g)<-[:PART_OF]-*(:Group)<-[r:MEMBER_OF|HOME_IN]-(p:Person)
  WHERE
    NOT coalesce(p.bot, false) AND
    coalesce(r.since < end, true) AND coalesce(r.until >= end, true) AND
    coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true)
  WITH DISTINCT always, first, last, p
  RETURN
    count(p) AS members,
    max(EXISTS {
      MATCH (p)-[t:TOOK_PART_IN]->(c:Conversation)-[:ADVANCES]->(goal:Goal)
      WHERE // +policy c:Conversation
        c.visibility <> 'private' AND
        CASE WHEN always THEN t.days IS NOT NULL ELSE any(day IN t.days WHERE first <= day AND day < last) END AND
        NOT coalesce(goal.archived, false) AND
        coalesce(goal.status, '') <> 'dropped' AND
        EXISTS {
          MATCH (c)<-[:IN]-(m:Message)
          WHERE
            m.deleted_at IS NULL AND
            (always OR first * 86400 <= m.at.epochSeconds AND m.at.epochSeconds < last * 86400) AND
            NOT EXISTS { (m)<-[:WROTE]-(q:Person) WHERE q.bot }
        }
    }) AS advances
}
WITH g, members, advances
WHERE members > 0 AND NOT advances
ORDER BY g.by_name
LIMIT $limit
RETURN
  g.name AS name,
  g.kind AS kind,
  members AS members,
  g.id AS id
ORDER BY g.by_name;
