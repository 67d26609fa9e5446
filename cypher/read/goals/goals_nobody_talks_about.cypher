// The goals that no conversation of the window advances by a confirmed link, with the day when somebody last spoke in one. Talk counts where people speak: messages of programs, and conversations without any, do not. Archived and dropped goals are left out.
:param since => null
:param until => null
:param limit => 25
WITH
  datetime({date: coalesce(date($since), date({year: -9999})), timezone: 'Z'}) AS first,
  datetime({date: coalesce(date($until), date({year: 9999})), timezone: 'Z'}) AS last
MATCH (g:Goal)
WHERE
  g.by_title > '' AND
  NOT coalesce(g.archived, false) AND
  coalesce(g.status, '') <> 'dropped' AND
  NOT EXISTS {
    MATCH (m:Message)-[:IN]->(c:Conversation)-[:ADVANCES]->(g)
    WHERE // +policy c:Conversation
      c.visibility <> 'private' AND m.deleted_at IS NULL AND first <= m.at AND m.at < last AND
      NOT EXISTS { (m)<-[:WROTE]-(p:Person) WHERE p.bot }
  }
WITH g
ORDER BY g.by_title
LIMIT $limit
CALL (g) {
  MATCH (m:Message)-[:IN]->(c:Conversation)-[:ADVANCES]->(g)
  WHERE // +policy c:Conversation
    c.visibility <> 'private' AND m.deleted_at IS NULL AND
    NOT EXISTS { (m)<-[:WROTE]-(p:Person) WHERE p.bot }
  RETURN max(m.at) AS last_at
}
RETURN
  g.id AS id,
  g.title AS title,
  g.kind AS kind,
  date(last_at) AS last_on
ORDER BY g.by_title;
