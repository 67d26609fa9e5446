// The goals that no conversation of the window advances by a confirmed link, with the day when one last did. Archived and dropped goals are left out.
:param since => null
:param until => null
:param limit => 25
WITH
  $since IS NULL AND $until IS NULL AS always,
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last
MATCH (g:Goal)
WHERE
  g.by_title > '' AND
  NOT coalesce(g.archived, false) AND
  coalesce(g.status, '') <> 'dropped' AND
  NOT EXISTS {
    MATCH (c:Conversation)-[:ADVANCES]->(g)
    WHERE c.visibility <> 'private' AND CASE WHEN always THEN c.days IS NOT NULL ELSE any(day IN c.days WHERE first <= day AND day < last) END
  }
WITH g
ORDER BY g.by_title
LIMIT $limit
CALL (g) {
  MATCH (c:Conversation)-[:ADVANCES]->(g)
  WHERE c.visibility <> 'private'
  RETURN max(c.days[-1]) AS day
}
RETURN
  g.id AS id,
  g.title AS title,
  g.kind AS kind,
  CASE WHEN day IS NOT NULL THEN date('1970-01-01') + duration({days: day}) END AS last_on
ORDER BY g.by_title;
