// Which people have a line of sight: they took part, in the window, in a conversation that advances a goal from which a way leads to a top. One row a person, programs apart; without a window those who are there now.
// Tops are goals of the kind purpose; where there is none, goals that support no other. `steps` counts the relationships of the shortest way.
:param since => null
:param until => null
:param limit => 25
OPTIONAL MATCH (purpose:Goal {kind: 'purpose'})
WHERE NOT coalesce(purpose.archived, false) AND coalesce(purpose.status, '') <> 'dropped'
WITH
  count(purpose) > 0 AS has_purpose,
  $since IS NULL AND $until IS NULL AS always,
  coalesce(duration.inDays(date('1970-01-01'), date($since)).days, -9999999) AS first,
  coalesce(duration.inDays(date('1970-01-01'), date($until)).days, 9999999) AS last,
  datetime.truncate('day', datetime({timezone: 'Z'})) + duration('P1D') AS end
MATCH (p:Person)
WHERE
  p.by_name > '' AND NOT coalesce(p.bot, false) AND
  (NOT always OR coalesce(p.joined_at < end, true) AND coalesce(p.left_at >= end, true))
WITH has_purpose, always, first, last, p
ORDER BY p.by_name
LIMIT $limit
CALL (has_purpose, always, first, last, p) {
  MATCH (p)-[t:TOOK_PART_IN]->(c:Conversation)-[:ADVANCES]->(g:Goal)
  WHERE // +policy c:Conversation
    c.visibility <> 'private' AND
    CASE WHEN always THEN t.days IS NOT NULL ELSE any(day IN t.days WHERE first <= day AND day < last) END AND
    NOT coalesce(g.archived, false) AND
    coalesce(g.status, '') <> 'dropped'
  WITH has_purpose, g, collect(DISTINCT c) AS conversations
  MATCH way = ANY SHORTEST (g)
    ((:Goal)-[:SUPPORTS]->(above:Goal WHERE NOT coalesce(above.archived, false) AND coalesce(above.status, '') <> 'dropped')){0,}
    (top:Goal)
  WHERE CASE
    WHEN has_purpose THEN coalesce(top.kind, '') = 'purpose'
    ELSE NOT EXISTS {
      MATCH (top)-[:SUPPORTS]->(higher:Goal)
      WHERE NOT coalesce(higher.archived, false) AND coalesce(higher.status, '') <> 'dropped'
    }
  END
  UNWIND conversations AS c
  RETURN count(DISTINCT c) AS conversations, count(DISTINCT g) AS goals, min(length(way)) + 2 AS steps
}
RETURN
  p.name AS name,
  conversations > 0 AS sight,
  steps AS steps,
  conversations AS conversations,
  goals AS goals,
  p.id AS id
ORDER BY p.by_name;
